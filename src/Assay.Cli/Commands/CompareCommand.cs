using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Reporting;
using Assay.Results;
using Assay.Specs;

namespace Assay.Cli.Commands;

/// <summary><c>assay compare</c>: is it better?</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var run = RunArgument.Create("baseline");
        var other = RunArgument.NoOption(new Argument<string?>("treatment") { Description = "The run or snapshot that is compared with the first; without it, models of the first run are compared.", DefaultValueFactory = static _ => null });
        var what = new Option<string>("--what") { Description = "What of one run is compared.", DefaultValueFactory = static _ => "model" };
        what.AcceptOnlyFromAmong("model", "prompt", "params");
        var baseline = new Option<string?>("--baseline") { Description = "The model, prompt or params to compare with; every other one without it." };
        var treatment = new Option<string?>("--treatment") { Description = "The model, prompt or params that is compared." };
        var by = new Option<string[]>("--by") { Description = "By what to group, such as slice; slices are pooled without it.", AllowMultipleArgumentsPerToken = true };
        var metric = new Option<string?>("--metric") { Description = "One metric alone." };
        var level = new Option<double>("--level") { Description = "The intervals' coverage.", DefaultValueFactory = static _ => 0.95 };
        return host.Runs(
            new Command("compare", "Compares two runs, two snapshots (*.items.tsv), or the models of one run, over the items of both: paired tests, p values adjusted over all rows.") { run, other, what, baseline, treatment, by, metric, level },
            (call, cancellationToken) => RunAsync(
                call,
                (call.Arguments.GetRequiredValue(run), call.Arguments.GetValue(other)),
                call.Arguments.GetValue(metric),
                new ComparisonOptions
                {
                    Compare = GroupKey.Parse(call.Arguments.GetRequiredValue(what)).Kind,
                    Baseline = call.Arguments.GetValue(baseline),
                    Treatment = call.Arguments.GetValue(treatment),
                    GroupBy = ValueList.From((call.Arguments.GetValue(by) ?? []).Select(GroupKey.Parse)),
                    Level = call.Arguments.GetValue(level),
                },
                cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation call, (string First, string? Second) names, string? metric, ComparisonOptions options, CancellationToken cancellationToken)
    {
        if (names.Second is { } other && SnapshotReader.IsSnapshot(names.First) && SnapshotReader.IsSnapshot(other))
        {
            var rows = new PairedSnapshots(options).Compare(
                (names.First, await SnapshotReader.ReadAsync(call.PathOf(names.First), cancellationToken)),
                (other, await SnapshotReader.ReadAsync(call.PathOf(other), cancellationToken)),
                metric);
            return Show(call, rows);
        }

        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var reader = new StoreReader(store.Storage);
        var first = await reader.ReadAsync(await reader.FindAsync(names.First, cancellationToken), cancellationToken);
        var second = names.Second is null ? null : await reader.ReadAsync(await reader.FindAsync(names.Second, cancellationToken), cancellationToken);
        RunView[] views = second is null ? [first] : [first, second];
        ScoreAggregates.EnsureMetric(views, metric);
        var comparison = new PairedRuns(await ItemClusterReader.ReadAsync(store.Storage.Runs, views, cancellationToken), options);
        return Show(call, second is null ? comparison.Compare(first, metric) : comparison.Compare(first, second, metric));
    }

    private static int Show(Invocation call, ComparisonTable table)
    {
        if (call.IsJson)
        {
            call.Page.Json(new JsonObject
            {
                ["format"] = "assay.cli.compare/1",
                ["compared"] = table.Compared,
                ["correction"] = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(table.Correction.ToString()),
                ["level"] = table.Level,
                ["comparisons"] = table.ToReportTable().ToJson(),
            });
        }
        else
        {
            call.Page.Table(Short(table.ToReportTable()), "There is nothing to compare.");
        }

        return ExitCode.Done;
    }

    /// <summary>The columns that people look at first; JSON has all.</summary>
    private static ReportTable Short(ReportTable table)
    {
        string[] left = ["method", "neither", "clusters"];
        int[] kept = [.. Enumerable.Range(0, table.Columns.Count).Where(i => !left.Contains(table.Columns[i]))];
        return Cells.Table([.. kept.Select(i => table.Columns[i])], table.Rows.Select(row => kept.Select(i => row[i]).ToArray()));
    }
}
