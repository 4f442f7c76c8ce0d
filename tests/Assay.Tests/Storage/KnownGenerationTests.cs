using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

public sealed class KnownGenerationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Filter_has_every_key_that_was_added_and_few_others()
    {
        const int count = 200_000;
        var filter = new KeyFilter();
        for (var i = 0; i < count; i++)
            filter.Add(TestStore.Key(i));

        Assert.All(Enumerable.Range(0, count), i => Assert.True(filter.MayHold(TestStore.Key(i))));
        Assert.InRange(Enumerable.Range(count, 10_000).Count(i => filter.MayHold(TestStore.Key(i))), 0, 200);
    }

    [Fact]
    public async Task Who_has_the_right_alone_finds_what_was_stored_before_and_since()
    {
        await using var store = await TestStore.BeginAsync(folder);
        await store.AppendAsync(store.Completed(1), store.Failed(2, ErrorCode.Timeout));
        await using var right = await store.Store.AcquireWriterAsync(null, default);

        Assert.Equal([GenerationStatus.Completed, GenerationStatus.Failed, GenerationStatus.Missing, GenerationStatus.Missing], await StatusAsync(store.Store, 1, 4));
        await store.AppendAsync(store.Completed(2), store.Completed(3));
        Assert.Equal([GenerationStatus.Completed, GenerationStatus.Completed, GenerationStatus.Completed, GenerationStatus.Missing], await StatusAsync(store.Store, 1, 4));
    }

    [Fact]
    public async Task Same_generation_appended_again_and_again_is_stored_once()
    {
        await using (var store = await TestStore.BeginAsync(folder))
        {
            await using var right = await store.Store.AcquireWriterAsync(null, default);
            await StatusAsync(store.Store, 1, 100);
            await Parallel.ForEachAsync(Enumerable.Range(0, 4), TestContext.Current.CancellationToken, async (_, token) =>
            {
                for (var number = 1; number <= 500; number++)
                    await store.Store.AppendAsync(store.Completed(number), token);
            });
        }

        Assert.Equal(500, StoreInspector.Count(folder.Path, "SELECT count(*) FROM generation_keys"));
        Assert.Equal(500, StoreInspector.Count(folder.Path, "SELECT count(*) FROM events WHERE kind = 4"));
        Assert.Equal("ok", StoreInspector.IntegrityOf(folder.Path));
    }

    [Fact]
    public async Task What_another_store_made_between_two_rights_is_found()
    {
        await using var store = await TestStore.BeginAsync(folder);
        await using (await store.Store.AcquireWriterAsync(null, default))
        {
            await StatusAsync(store.Store, 1, 3);
            await store.Store.AppendAsync(store.Completed(1), default);
        }

        await using (var other = await TestStore.BeginAsync(folder))
        {
            await using var right = await other.Store.AcquireWriterAsync(null, default);
            Assert.Equal([GenerationStatus.Completed, GenerationStatus.Missing, GenerationStatus.Missing], await StatusAsync(other.Store, 1, 3));
            await other.Store.AppendAsync(other.Completed(2), default);
        }

        await using var again = await store.Store.AcquireWriterAsync(null, default);
        Assert.Equal([GenerationStatus.Completed, GenerationStatus.Completed, GenerationStatus.Missing], await StatusAsync(store.Store, 1, 3));
    }

    [Fact]
    public async Task Right_may_be_given_back_after_its_store_was_closed()
    {
        var store = await TestStore.BeginAsync(folder);
        var right = await store.Store.AcquireWriterAsync(null, default);
        await store.AppendAsync(store.Completed(1));
        await store.DisposeAsync();

        await right.DisposeAsync();

        await using var again = await TestStore.OpenAsync(folder.Path);
        Assert.Equal([GenerationStatus.Completed], await StatusAsync(again, 1, 1));
    }

    private static async Task<IEnumerable<GenerationStatus>> StatusAsync(IRunStore store, long first, int count) =>
        [.. (await TestStore.FindAsync(store, first, count)).Select(static one => one.Status)];
}
