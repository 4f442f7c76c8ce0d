using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Reporting;

namespace Assay.Cli.Commands;

/// <summary><c>assay list</c>: the runs of a store.</summary>
internal static class ListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host) =>
        host.Runs(new Command("list", "Lists the runs of the store, the newest first."), RunAsync);

    private static async Task<int> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var rows = new List<ReportCell[]>();
        foreach (var run in await new StoreReader(store.Storage).RunsAsync(cancellationToken))
        {
            long candidates = 0, completed = 0, failed = 0;
            foreach (var plan in run.Plans)
            {
                var counts = await store.Storage.Projections.CountAsync(plan.Id, cancellationToken);
                (candidates, completed, failed) = (candidates + counts.Candidates, completed + counts.Completed, failed + counts.Failed);
            }

            rows.Add(
            [
                ReportCell.Of(run.Name), Cells.Of(run.At), ReportCell.Of(Cells.NameOf(run.State)), ReportCell.Of(run.Benchmark), ReportCell.Of(run.Slices),
                ReportCell.Count(candidates), ReportCell.Count(completed), ReportCell.Count(failed), ReportCell.Count(candidates - completed - failed),
                ReportCell.Of(run.Manifest?.RunId.Short ?? ""),
            ]);
        }

        var table = Cells.Table(["run", "at", "state", "benchmark", "slices", "candidates", "generated", "failed", "missing", "plan"], rows);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.list/1", ["runs"] = table.ToJson() });
        else
            call.Page.Table(table, "The store has no runs.");
        return ExitCode.Done;
    }
}
