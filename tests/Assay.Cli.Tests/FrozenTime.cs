namespace Assay.Cli.Tests;

/// <summary>A clock that goes on when it is asked to, and by itself never.</summary>
internal sealed class FrozenTime : TimeProvider
{
    private DateTimeOffset now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public void Advance() => Advance(TimeSpan.FromSeconds(1));

    public void Advance(TimeSpan by) => now += by;
}
