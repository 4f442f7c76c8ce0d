using Assay.StoreCrasher;

namespace Assay.Tests.Storage;

public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Nothing_that_was_reported_committed_is_lost_when_the_process_is_killed()
    {
        long reported = 0;

        await StoreKills.RunAsync(folder.Path, 20, seed: 5, mostLines: 8_000, (_, trials) => reported += trials, TestContext.Current.CancellationToken);

        Assert.True(reported > 0);
    }
}
