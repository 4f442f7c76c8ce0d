using Assay.Errors;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Tests.Storage;

/// <summary>What is stored of one generation and item, whichever plan it was made for.</summary>
public sealed class FoundScoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Scores_are_found_without_a_plan_aligned_as_asked()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var other = await store.Store.InternAsync("metric", Digest.Of("other"), "{}", TestContext.Current.CancellationToken);
        var (generation, item) = (store.Completed(1), TestStore.Item("a"));
        await store.AppendAsync(generation, store.Scored(generation, item, 0.25), store.Scored(generation, item, null, ErrorCode.MetricFailed, metric: other));

        var found = await FindAsync(store, generation, item, new(store.Parse, other), new(0, store.Metric), new(store.Parse, store.Metric));

        Assert.Equal([new StoredScore(true, null, ErrorCode.MetricFailed), default, new StoredScore(true, 0.25, null)], found);
    }

    [Fact]
    public async Task Scores_of_another_item_or_another_content_are_not_these()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var (generation, item) = (store.Completed(1), TestStore.Item("a"));
        await store.AppendAsync(generation, store.Scored(generation, item, 1));

        Assert.False((await FindAsync(store, generation, TestStore.Item("b"), new Overlay(store.Parse, store.Metric)))[0].Exists);
        Assert.False((await FindAsync(store, generation, TestStore.Item("a", """{"more":1}"""), new Overlay(store.Parse, store.Metric)))[0].Exists);
        Assert.True((await FindAsync(store, generation, TestStore.Item("a"), new Overlay(store.Parse, store.Metric)))[0].Exists);
    }

    [Theory]
    [InlineData(null, 1.0)]
    [InlineData("parse_failed", 0.0)]
    public async Task Parse_alone_is_found_for_any_item(string? failure, double value)
    {
        await using var store = await TestStore.BeginAsync(folder);
        var generation = store.Completed(1);
        ErrorCode? code = failure is null ? null : new ErrorCode(failure);
        await store.AppendAsync(generation, store.Scored(generation, TestStore.Item("a"), 1, code));

        Assert.Equal([new StoredScore(true, value, code)], await FindAsync(store, generation, TestStore.Item("b"), new Overlay(store.Parse, 0)));
    }

    private static ValueTask<StoredScore[]> FindAsync(TestStore store, GenerationEntry generation, ItemEntry item, params Overlay[] overlays) =>
        store.Store.FindScoresAsync(generation.RowId, item.Item, overlays, TestContext.Current.CancellationToken);
}
