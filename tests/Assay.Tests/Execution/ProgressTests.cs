using System.Collections.Concurrent;
using Assay.Execution;

namespace Assay.Tests.Execution;

public sealed class ProgressTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, 36, 40)]
    [InlineData(3600, 1, 3)]
    public async Task Reports_come_no_more_often_than_asked_and_the_last_one_always_does(int intervalSeconds, int least, int most)
    {
        var reports = new ConcurrentQueue<RunProgress>();
        var config = new ProgressConfig { Callback = reports.Enqueue, Interval = TimeSpan.FromSeconds(intervalSeconds) };
        await using var orchestrator = folder.Open();

        await orchestrator.RunBenchmarkAsync(new TestExperiment().Build(), new RunOptions { Progress = config }, TestContext.Current.CancellationToken);

        Assert.InRange(reports.Count, least, most);
        var last = reports.Last();
        Assert.Equal(("everything", "s1", 36, 36), (last.Benchmark, last.Slice, last.Total, last.Done));
    }
}
