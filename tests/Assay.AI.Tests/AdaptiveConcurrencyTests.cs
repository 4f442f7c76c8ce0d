using Assay.AI.Limits;

namespace Assay.AI.Tests;

/// <summary>Fewer calls at once when the provider asks for fewer, and more again when calls go well.</summary>
public sealed class AdaptiveConcurrencyTests
{
    [Fact]
    public async Task Pushback_halves_the_limit_and_calls_from_before_it_say_nothing_new()
    {
        var limit = new AdaptiveConcurrency(16);
        var calls = await EnterAsync(limit, 16);

        foreach (var call in calls)
            limit.Leave(call, wentWell: false);

        Assert.Equal(8, limit.Limit);
    }

    [Fact]
    public async Task Pushback_on_calls_that_began_later_halves_again_down_to_one()
    {
        var limit = new AdaptiveConcurrency(16);
        for (var round = 0; round < 6; round++)
            limit.Leave(await limit.EnterAsync(Asked.Token), wentWell: false);

        Assert.Equal(1, limit.Limit);
    }

    [Fact]
    public async Task Calls_that_go_well_raise_the_limit_by_one_a_round_up_to_the_most()
    {
        var limit = new AdaptiveConcurrency(8);
        limit.Leave(await limit.EnterAsync(Asked.Token), wentWell: false);
        Assert.Equal(4, limit.Limit);

        for (var i = 0; i < 5; i++)
            limit.Leave(await limit.EnterAsync(Asked.Token), wentWell: true);
        Assert.Equal(5, limit.Limit);

        for (var i = 0; i < 100; i++)
            limit.Leave(await limit.EnterAsync(Asked.Token), wentWell: true);
        Assert.Equal(8, limit.Limit);
    }

    [Fact]
    public async Task Failure_that_says_nothing_of_load_leaves_the_limit()
    {
        var limit = new AdaptiveConcurrency(8);
        limit.Leave(await limit.EnterAsync(Asked.Token), wentWell: null);

        Assert.Equal(8, limit.Limit);
    }

    [Fact]
    public async Task Those_who_wait_are_served_in_order_and_one_who_gives_up_takes_no_place()
    {
        var limit = new AdaptiveConcurrency(1);
        var first = await limit.EnterAsync(Asked.Token);
        using var impatient = new CancellationTokenSource();
        var second = limit.EnterAsync(impatient.Token).AsTask();
        var third = limit.EnterAsync(Asked.Token).AsTask();
        var fourth = limit.EnterAsync(Asked.Token).AsTask();

        await impatient.CancelAsync();
        limit.Leave(first, wentWell: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var call = await third;
        Assert.False(fourth.IsCompleted);
        limit.Leave(call, wentWell: true);
        await fourth;
    }

    private static async Task<List<long>> EnterAsync(AdaptiveConcurrency limit, int count)
    {
        var calls = new List<long>();
        for (var i = 0; i < count; i++)
            calls.Add(await limit.EnterAsync(Asked.Token));
        return calls;
    }
}
