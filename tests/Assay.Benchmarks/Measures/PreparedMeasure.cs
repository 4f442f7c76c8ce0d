using System.Diagnostics;

namespace Assay.Benchmarks.Measures;

/// <summary>A measure that is ready to be taken, several times if need be.</summary>
/// <param name="trials">How many trials it goes over.</param>
/// <param name="run">What is measured; gives how long it took.</param>
/// <param name="limit">The limit; gives how long it takes.</param>
/// <param name="owned">What is disposed with it.</param>
internal sealed class PreparedMeasure(int trials, Func<CancellationToken, Task<TimeSpan>> run, Func<CancellationToken, Task<TimeSpan>> limit, IAsyncDisposable? owned = null) : IAsyncDisposable
{
    public int Trials => trials;

    public Task<TimeSpan> RunAsync(CancellationToken cancellationToken) => run(cancellationToken);

    public Task<TimeSpan> LimitAsync(CancellationToken cancellationToken) => limit(cancellationToken);

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    public static TimeSpan Time(Action act)
    {
        var clock = Stopwatch.StartNew();
        act();
        return clock.Elapsed;
    }

    public static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var clock = Stopwatch.StartNew();
        await act();
        return clock.Elapsed;
    }
}
