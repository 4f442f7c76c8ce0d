using System.Threading.RateLimiting;

namespace Assay.AI.Limits;

/// <summary>So many within any minute; those who wait are served in the order in which they came.</summary>
internal sealed class MinuteLimit : IDisposable
{
    // A permit is given back when the segment in which it was taken leaves the window, up to one segment early; two more make
    // up for that, so that no minute ever holds too many.
    private const int Segments = 62;

    private readonly SlidingWindowRateLimiter limiter;
    private readonly int most;
    private int owed;

    public MinuteLimit(int most)
    {
        this.most = most;
        limiter = new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions
        {
            PermitLimit = most,
            Window = TimeSpan.FromSeconds(Segments),
            SegmentsPerWindow = Segments,
            QueueLimit = int.MaxValue,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
    }

    /// <summary>Takes permits, and those that earlier calls turned out to owe.</summary>
    /// <param name="count">How many; more than a whole minute's are taken as that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask TakeAsync(int count, CancellationToken cancellationToken)
    {
        var debt = Interlocked.Exchange(ref owed, 0);
        using var lease = await limiter.AcquireAsync((int)Math.Min(most, Math.Max(0, (long)count + debt)), cancellationToken);
    }

    /// <summary>Takes note that a call took more than was asked for.</summary>
    public void Owe(int count)
    {
        if (count > 0)
            Interlocked.Add(ref owed, count);
    }

    public void Dispose() => limiter.Dispose();
}
