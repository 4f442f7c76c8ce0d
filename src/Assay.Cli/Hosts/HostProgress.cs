using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Execution;
using Assay.Terminal;

namespace Assay.Cli.Hosts;

/// <summary>Shows a person how far the host is, as live bars; nothing where nobody looks.</summary>
internal sealed class HostProgress : IAsyncDisposable
{
    private readonly CliEnvironment environment;
    private readonly bool isShown;
    private readonly long started;
    private LiveProgress? live;

    /// <summary>Shows it where the output is a terminal, from the first line that tells of it.</summary>
    public HostProgress(Invocation call)
    {
        environment = call.Environment;
        isShown = call is { Environment.IsTerminal: true, IsJson: false };
        started = environment.Time.GetTimestamp();
    }

    /// <summary>Takes a line of the host.</summary>
    public void Take(JsonObject line)
    {
        if (!isShown || (string?)line["type"] != "progress")
            return;
        live ??= new LiveProgress(Page.Open(environment, isLive: environment.UsesColor));
        live.Progress.Report(new RunProgress(
            (string)line["benchmark"]!, (string)line["slice"]!, (long)line["total"]!, (long)line["done"]!, (long)line["reused"]!, (long)line["failed"]!, environment.Time.GetElapsedTime(started))
        {
            Waiting = (string?)line["waiting"],
            InBatch = (long?)line["inBatch"] ?? 0,
        });
    }

    /// <summary>Gives the terminal back.</summary>
    public ValueTask DisposeAsync() => live?.DisposeAsync() ?? ValueTask.CompletedTask;
}
