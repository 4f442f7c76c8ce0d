using Assay.Errors;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>A provider is never asked for more than its limits allow.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task No_more_calls_are_under_way_than_the_provider_takes()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { MaxConcurrency = 4, Latency = TimeSpan.FromMilliseconds(5) }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { MaxConcurrency = 4 });

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => engine.AskAsync($"Question {i}").AsTask()));

        Assert.Equal((60, 0), (stub.Answered, stub.Exceeded));
        Assert.InRange(stub.MostAtOnce, 1, 4);
    }

    [Fact]
    public async Task Provider_that_takes_fewer_than_configured_brings_the_limit_down()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = static request => request.Number <= 3 ? StubFault.RateLimited() : null }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { MaxConcurrency = 16 });

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));
        Assert.Equal(2, engine.ConcurrencyLimit);

        for (var i = 0; i < 40; i++)
            await engine.AskAsync("Hello?");
        Assert.InRange(engine.ConcurrencyLimit, 8, 16);
    }

    [Fact]
    public async Task Overload_brings_the_limit_down_and_other_faults_do_not()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Fault = static request => StubFault.Of(request.Number == 1 ? 503 : 529) }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { MaxConcurrency = 16 });

        await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));
        Assert.Equal(16, engine.ConcurrencyLimit);
        await Assert.ThrowsAsync<EngineException>(async () => await engine.AskAsync("Hello?"));
        Assert.Equal(8, engine.ConcurrencyLimit);
    }

    [Fact]
    public async Task Call_beyond_those_of_a_minute_waits_and_is_not_sent()
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { RequestsPerMinute = 2 });
        await engine.AskAsync("One");
        await engine.AskAsync("Two");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Asked.Token);

        var third = engine.GenerateAsync(Asked.Request("Three"), patience.Token).AsTask();
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.Equal(2, stub.Requests.Count);
    }

    [Fact]
    public async Task Tokens_that_an_answer_took_beyond_the_estimate_are_paid_by_the_next_call()
    {
        var many = string.Join(' ', Enumerable.Repeat("word", 900));
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = _ => new StubAnswer(many) }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { TokensPerMinute = 1000 });
        await engine.AskAsync("One");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Asked.Token);

        var second = engine.GenerateAsync(Asked.Request("Two"), patience.Token).AsTask();
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Single(stub.Requests);
    }
}
