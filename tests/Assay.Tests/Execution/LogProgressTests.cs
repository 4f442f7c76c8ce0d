using Assay.Execution;

namespace Assay.Tests.Execution;

public sealed class LogProgressTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly StringWriter output = new() { NewLine = "\n" };

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_slice_has_one_line_per_interval_and_one_at_its_end()
    {
        var log = new LogProgress(output, TimeSpan.FromSeconds(10), time);

        log.Report(Report(1));
        time.Advance(TimeSpan.FromSeconds(9));
        log.Report(Report(2));
        time.Advance(TimeSpan.FromSeconds(1));
        log.Report(Report(3));
        log.Report(Report(100));

        Assert.Equal(["b / s: 1 of 100, 0 reused, 0 failed, 1/s", "b / s: 3 of 100, 0 reused, 0 failed, 3/s", "b / s: 100 of 100, 0 reused, 0 failed, 100/s", ""], output.ToString().Split('\n'));
    }

    [Fact]
    public void Waiting_is_always_said()
    {
        var log = new LogProgress(output, time: time);

        log.Report(Report(1));
        log.Report(Report(1) with { Waiting = "Process 7 has the store." });

        Assert.EndsWith("b / s: Process 7 has the store.\n", output.ToString(), StringComparison.Ordinal);
    }

    private static RunProgress Report(long done) => new("b", "s", 100, done, 0, 0, TimeSpan.FromSeconds(1));

    private sealed class ManualTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }
}
