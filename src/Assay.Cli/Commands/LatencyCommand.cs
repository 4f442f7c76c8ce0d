using System.CommandLine;
using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Reporting;
using Assay.Storage;

namespace Assay.Cli.Commands;

/// <summary><c>assay latency</c>: how long models took, and their tokens.</summary>
internal static class LatencyCommand
{
    private static readonly double[] Shares = [0.5, 0.9, 0.95, 0.99];

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandHost host)
    {
        var run = RunArgument.Create();
        return host.Runs(
            new Command("latency", "Shows how long each model took (milliseconds, all attempts and waits together) and its tokens, over completed generations.") { run },
            (call, cancellationToken) => RunAsync(call, call.Arguments.GetRequiredValue(run), cancellationToken));
    }

    private static async Task<int> RunAsync(Invocation call, string name, CancellationToken cancellationToken)
    {
        await using var store = await call.OpenStoreAsync(forWriting: false, cancellationToken);
        var reader = new StoreReader(store.Storage);
        var run = await reader.FindAsync(name, cancellationToken);
        var view = await reader.ReadAsync(run, cancellationToken);
        var rows = new List<ReportCell[]>();
        foreach (var model in view.Candidates.Where(static row => row.Generation.Status == GenerationStatus.Completed).GroupBy(static row => row.Model, StringComparer.Ordinal))
        {
            var details = await store.Storage.Projections.GenerationsAsync(model.Select(static row => row.Generation.Id).Distinct(), cancellationToken).ToListAsync(cancellationToken);
            rows.Add(RowOf(model.Key, details));
        }

        var table = Cells.Table(["model", "generations", "mean_ms", "p50_ms", "p90_ms", "p95_ms", "p99_ms", "max_ms", "first_token_p50_ms", "attempts", "input_tokens", "output_tokens"], rows);
        if (call.IsJson)
            call.Page.Json(new JsonObject { ["format"] = "assay.cli.latency/1", ["run"] = run.Name, ["latency"] = table.ToJson() });
        else
            call.Page.Table(table, $"{run.Name} has no completed generations.");
        return ExitCode.Done;
    }

    private static ReportCell[] RowOf(string model, List<GenerationDetails> details)
    {
        double[] taken = [.. details.Select(static one => one.Duration.TotalMilliseconds).Order()];
        double[] first = [.. details.Select(static one => one.TimeToFirstToken?.TotalMilliseconds).OfType<double>().Order()];
        return
        [
            ReportCell.Of(model), ReportCell.Count(details.Count), ReportCell.Of(taken.Average()), .. Shares.Select(share => ReportCell.Of(Quantile.OfSorted(taken, share))), ReportCell.Of(taken[^1]),
            ReportCell.Of(first.Length == 0 ? null : Quantile.OfSorted(first, 0.5)), ReportCell.Count(details.Sum(static one => one.Attempts)),
            ReportCell.Count(Sum(details, static one => one.InputTokens)), ReportCell.Count(Sum(details, static one => one.OutputTokens)),
        ];
    }

    private static long? Sum(List<GenerationDetails> details, Func<GenerationDetails, int?> tokens) =>
        details.Any(one => tokens(one) is not null) ? details.Sum(one => (long)(tokens(one) ?? 0)) : null;
}
