using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Execution;
using Assay.Terminal;

namespace Assay.Cli.Hosts;

/// <summary>Shows a person how far the host is, as live bars; nothing where nobody looks.</summary>
internal sealed class HostProgress : IAsyncDisposable
{
    private readonly LiveProgress? live;
    private readonly TimeProvider time;
    private readonly long started;

    /// <summary>Begins to show it where the output is a terminal.</summary>
    public HostProgress(Invocation call)
    {
        time = call.Environment.Time;
        started = time.GetTimestamp();
        if (call is { Environment.IsTerminal: true, IsJson: false })
            live = new LiveProgress(Page.Open(call.Environment, isLive: call.Environment.UsesColor));
    }

    /// <summary>Takes a line of the host.</summary>
    public void Take(JsonObject line)
    {
        if (live is null || (string?)line["type"] != "progress")
            return;
        live.Progress.Report(new RunProgress(
            (string)line["benchmark"]!, (string)line["slice"]!, (long)line["total"]!, (long)line["done"]!, (long)line["reused"]!, (long)line["failed"]!, time.GetElapsedTime(started))
        {
            Waiting = (string?)line["waiting"],
        });
    }

    /// <summary>Gives the terminal back.</summary>
    public ValueTask DisposeAsync() => live?.DisposeAsync() ?? ValueTask.CompletedTask;
}
