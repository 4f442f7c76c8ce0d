using System.Diagnostics;

namespace Assay.MSBuild;

/// <summary>Decides when progress is worth a redraw (live) or a line (plain).</summary>
internal sealed class ProgressLine(string name, TimeSpan interval, Func<TimeSpan>? elapsed = null)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    private readonly Func<TimeSpan> elapsed = elapsed ?? ElapsedFromNow();
    private TimeSpan next;
    private bool started;

    /// <summary>The test assembly's name.</summary>
    public string Name => name;

    /// <summary>Shows the line when its time has come.</summary>
    public void Show(HostLine line, PersonChannel person)
    {
        var now = elapsed();
        if (!started)
        {
            started = true;
            next = person.IsLive ? now : now + interval;
        }

        if (now < next)
            return;
        next = now + (person.IsLive ? Redraw : interval);
        person.Progress($"Assay: {name}: {Sentences.Progress(line)}");
    }

    private static Func<TimeSpan> ElapsedFromNow()
    {
#pragma warning disable RS0030 // netstandard2.0 has no TimeProvider, and the task ships no dependency that would bring it.
        var watch = Stopwatch.StartNew();
#pragma warning restore RS0030
        return () => watch.Elapsed;
    }
}
