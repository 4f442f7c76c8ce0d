using System.Text.Json.Nodes;
using Assay.Cli.Figures;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Errors;
using Assay.Reporting;
using Assay.Results;
using Assay.Storage;

namespace Assay.Cli.Reports;

/// <summary>The figures of a report: means with intervals, and differences between models, both with the benchmark as the first member of each row.</summary>
/// <param name="storage">The store.</param>
internal sealed class ReportFigures(StorageBundle storage)
{
    private const double Level = 0.95;

    /// <summary>Means by slice, and by model, prompt and params where there are several.</summary>
    public JsonArray Means { get; } = [];

    /// <summary>Differences between each two models over the items of both.</summary>
    public JsonArray Differences { get; } = [];

    /// <summary>Adds a run.</summary>
    public async Task AddAsync(RunView view, CancellationToken cancellationToken)
    {
        var items = await ItemClusterReader.ReadAsync(storage.Runs, [view], cancellationToken);
        Add(Means, view, ScoreAggregates.Of(view, Grouping.Of([view], ["slice", "model", "prompt", "params"]), null, items, Level).ToReportTable());
        if (view.Candidates.Select(static row => row.Model).Distinct(StringComparer.Ordinal).Skip(1).Any())
            AddDifferences(view, items);
    }

    private static void Add(JsonArray rows, RunView view, ReportTable table)
    {
        var directions = view.Scores.DistinctBy(static score => score.Name).ToDictionary(static score => score.Name, static score => score.HigherIsBetter, StringComparer.Ordinal);
        foreach (var row in table.ToJson().Select(static row => row!.DeepClone().AsObject()))
        {
            row.Insert(0, "benchmark", view.Run.Benchmark);
            row.Add("higher_is_better", directions.GetValueOrDefault((string?)row["metric"] ?? "", true));
            rows.Add((JsonNode)row);
        }
    }

    private void AddDifferences(RunView view, IReadOnlyDictionary<long, ItemIdentity> items)
    {
        try
        {
            var options = new ComparisonOptions { Compare = GroupKind.Model, GroupBy = [GroupKind.Slice], Level = Level };
            Add(Differences, view, new PairedRuns(items, options).Compare(view, null).ToReportTable());
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.ComparisonInvalid)
        {
            // Models that share no scored item have no differences.
        }
    }
}
