using System.Globalization;
using Assay.Storage;
using Assay.StoreCrasher;

namespace Assay.Tests.Storage;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_that_was_reported_committed_is_lost_when_the_process_is_killed()
    {
        var random = new Random(5);
        for (var round = 0; round < 5; round++)
        {
            var first = round * 1_000_000L;
            using var writer = StoreProcess.Start("write", folder.Path, first.ToString(CultureInfo.InvariantCulture), "1000000");
            for (var lines = random.Next(1, 30_000); lines > 0; lines--)
                writer.TakeLine();
            writer.Kill();

            // The last line may be cut.
            var reported = writer.TakeAll().SkipLast(1).Select(line => long.Parse(line, CultureInfo.InvariantCulture)).LastOrDefault(first);
            await HoldsAsync(first, reported);
            Assert.Equal("ok", StoreInspector.IntegrityOf(folder.Path));
        }

        var kept = StoreInspector.DumpProjections(folder.Path);
        await using (var store = await TestStore.OpenAsync(folder.Path))
            await store.RebuildProjectionsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(kept, StoreInspector.DumpProjections(folder.Path));
    }

    private async Task HoldsAsync(long first, long last)
    {
        await using var store = await TestStore.OpenAsync(folder.Path);
        var sample = await SampleTrials.BeginAsync(store, default);
        var keys = Enumerable.Range(0, (int)(last - first + 1)).Select(i => SampleTrials.KeyOf(first + i)).ToArray();
        var found = new StoredGeneration[keys.Length];
        await store.FindGenerationsAsync(keys, found, default);
        Assert.All(found, f => Assert.Equal(GenerationStatus.Completed, f.Status));
        Assert.Equal(SampleTrials.TextOf(last), (await store.ReadOutputAsync(found[^1].Id, default)).Text);

        var next = first;
        await foreach (var row in store.ReadCandidatesAsync(sample.Plan, [sample.Overlay], default))
        {
            if (row.Ordinal < first || row.Ordinal > last)
                continue;
            Assert.Equal(next++, row.Ordinal);
            Assert.True(row.Scores[0].Exists);
        }

        Assert.Equal(last + 1, next);
    }
}
