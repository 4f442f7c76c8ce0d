using Assay.Storage;
using Assay.StoreCrasher;

namespace Assay.Tests.Storage;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Many_producers_lose_nothing_while_readers_read()
    {
        const int Producers = 8;
        const int Each = 2000;
        var committed = 0;
        await using (var store = await TestStore.BeginAsync(folder))
        {
            var item = TestStore.Item("shared");
            var producers = Enumerable.Range(0, Producers).Select(p => Task.Run(async () =>
            {
                for (var i = p * Each; i < (p + 1) * Each; i++)
                {
                    var generation = store.Completed(i, FormattableString.Invariant($"text {i}"), _ => committed++);
                    await store.Store.AppendAsync(generation, default);
                    await store.Store.AppendAsync(store.Place(i, generation, item), default);
                    await store.Store.AppendAsync(store.Scored(generation, item, i), default);
                }
            })).ToArray();
            var all = Task.WhenAll(producers);
            var seen = 0;
            while (!all.IsCompleted)
            {
                var rows = await store.ReadAsync(new Overlay(store.Parse, store.Metric));
                Assert.True(rows.Count >= seen);
                seen = rows.Count;
            }

            await all;
            await store.Store.FlushAsync(default);

            var last = await store.ReadAsync(new Overlay(store.Parse, store.Metric));
            Assert.Equal(Enumerable.Range(0, Producers * Each).Select(i => (double?)i), last.Select(r => r.Scores[0].Value));
            Assert.Equal(Producers * Each, committed);
        }

        Assert.Equal("ok", StoreInspector.IntegrityOf(folder.Path));
    }

    [Fact]
    public async Task Two_processes_write_one_store_without_losing_or_doubling_anything()
    {
        const int Count = 5000;
        using (var first = StoreProcess.Start("write", folder.Path, "0", "5000"))
        using (var second = StoreProcess.Start("write", folder.Path, "2500", "5000"))
        {
            Assert.Equal(0, first.WaitForExit());
            Assert.Equal(0, second.WaitForExit());
        }

        await using (var store = await TestStore.OpenAsync(folder.Path))
        {
            var sample = await SampleTrials.BeginAsync(store, default);
            long ordinal = 0;
            await foreach (var row in store.ReadCandidatesAsync(sample.Plan, [sample.Overlay], TestContext.Current.CancellationToken))
            {
                Assert.Equal(ordinal, row.Ordinal);
                Assert.Equal(ordinal % 4 == 0 ? 1 : 0, row.Scores[0].Value);
                ordinal++;
            }

            Assert.Equal(Count + 2500, ordinal);
        }

        Assert.Equal(Count + 2500, StoreInspector.Count(folder.Path, "SELECT count(*) FROM events WHERE kind = 4"));
        Assert.Equal("ok", StoreInspector.IntegrityOf(folder.Path));
    }

    [Fact]
    public async Task Reader_sees_whole_commits_in_order_while_another_process_writes()
    {
        const int Count = 20_000;
        using var writer = StoreProcess.Start("write", folder.Path, "0", "20000");
        Assert.Equal("0", writer.TakeLine());
        await using var store = await TestStore.OpenAsync(folder.Path, readOnly: true);

        // The rows that the other process gave out as the first ones.
        var (plan, overlay) = (1L, new Overlay(2, 3));
        var seen = 0;
        for (var isOver = false; !isOver;)
        {
            isOver = writer.HasExited;
            var (count, sum) = (0, 0.0);
            await foreach (var row in store.ReadCandidatesAsync(plan, [overlay], TestContext.Current.CancellationToken))
            {
                // Of the last one a commit may have the place and not the score.
                Assert.Equal(count, row.Ordinal);
                if (!row.Scores[0].Exists)
                    continue;
                Assert.Equal(count % 4 == 0 ? 1 : 0, row.Scores[0].Value);
                sum += row.Scores[0].Value!.Value;
                count++;
            }

            Assert.Equal((count + 3) / 4, sum);
            Assert.True(count > 0 && count >= seen);
            seen = count;
        }

        Assert.Equal(0, writer.WaitForExit());
        Assert.Equal(Count, seen);
    }

    [Fact]
    public async Task Two_processes_that_claim_at_once_share_the_work_without_overlap()
    {
        const int Count = 10_000;
        await using (var bundle = await TestBundle.OpenAsync(folder))
        {
            await bundle.PlanAsync(Count);
            using var first = StoreProcess.Start("claim", folder.Path, TestBundle.RunHash.ToString(), "first", "17");
            using var second = StoreProcess.Start("claim", folder.Path, TestBundle.RunHash.ToString(), "second", "23");
            Assert.Equal(("ready", "ready"), (first.TakeLine(), second.TakeLine()));
            await File.WriteAllTextAsync(Path.Combine(folder.Path, "go"), "", TestContext.Current.CancellationToken);
            var (one, other) = (first.TakeAll().ToList(), second.TakeAll().ToList());

            Assert.Equal((0, 0), (first.WaitForExit(), second.WaitForExit()));
            Assert.NotEmpty(one);
            Assert.NotEmpty(other);
            Assert.Equal(Enumerable.Range(0, Count), one.Concat(other).Select(int.Parse).Order());
        }
    }

    [Fact]
    public async Task Holder_in_another_process_is_named_and_its_death_frees_the_lock()
    {
        using var holder = StoreProcess.Start("hold", folder.Path);
        Assert.Equal("held", holder.TakeLine());
        await using var store = await TestStore.OpenAsync(folder.Path);
        var told = new List<string>();

        await using var lease = await store.AcquireWriterAsync(
            sentence =>
            {
                told.Add(sentence);
                holder.Kill();
            },
            default);

        Assert.Contains(FormattableString.Invariant($"process {holder.Id} (dotnet)"), Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stores_in_one_process_take_turns()
    {
        await using var first = await TestStore.BeginAsync(folder);
        await using var second = await TestStore.BeginAsync(folder);

        await Task.WhenAll(new[] { first, second }.Select(async (store, which) =>
        {
            for (var i = 0; i < 500; i++)
                await store.AppendAsync(store.Completed((2 * i) + which));
        }));

        Assert.All(await TestStore.FindAsync(first.Store, 0, 1000), found => Assert.Equal(GenerationStatus.Completed, found.Status));
    }
}
