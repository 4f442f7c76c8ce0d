using System.Text.Json.Nodes;
using Assay.Cli.Terminal;
using Assay.Reporting;
using Assay.Results;

namespace Assay.Cli.Tests;

/// <summary>The tool, which knows the store alone, and the library, which knows the code, say the same.</summary>
public sealed class LibraryTests(SampleStore store) : IClassFixture<SampleStore>
{
    [Fact]
    public async Task Scores_are_the_librarys_aggregates()
    {
        var expected = await store.ReadAsync(async (_, second) => (await second.AggregateAsync([GroupKind.Slice, GroupKind.Metric])).ToReportTable());

        var (_, output, _) = await Tool.RunAsync(store.Folder, "scores", "r2", "--json");

        Assert.Equal(Rows(expected.ToJson()), Rows(JsonNode.Parse(output)!["scores"]!.AsArray()));
    }

    [Fact]
    public async Task A_comparison_of_runs_is_the_librarys()
    {
        var expected = await store.ReadAsync(async (first, second) => (await second.PairedCompareAsync(first, null, new ComparisonOptions { GroupBy = [GroupKind.Model, GroupKind.Metric] })).ToReportTable());

        var (_, output, _) = await Tool.RunAsync(store.Folder, "compare", "r1", "r2", "--json");

        Assert.Equal(Rows(expected.ToJson(), "baseline", "treatment"), Rows(JsonNode.Parse(output)!["comparisons"]!.AsArray(), "baseline", "treatment"));
    }

    [Fact]
    public async Task A_comparison_of_models_is_the_librarys()
    {
        var expected = await store.ReadAsync(async (first, _) => (await first.PairedCompareAsync(null, new ComparisonOptions { GroupBy = [GroupKind.Metric] })).ToReportTable());

        var (_, output, _) = await Tool.RunAsync(store.Folder, "compare", "r1", "--json");

        Assert.Equal(Rows(expected.ToJson()), Rows(JsonNode.Parse(output)!["comparisons"]!.AsArray()));
    }

    [Fact]
    public async Task Exported_scores_are_the_librarys()
    {
        var expected = await store.ReadAsync(async (first, _) =>
        {
            using var text = new StringWriter();
            await first.WriteScoresCsvAsync(text, TestContext.Current.CancellationToken);
            return text.ToString();
        });

        var (_, output, _) = await Tool.RunAsync(store.Folder, "export", "r1");

        Assert.Equal(expected, output);
    }

    /// <summary>The rows in an order of their own, each with its members by name.</summary>
    private static IEnumerable<string> Rows(JsonArray rows, params string[] without) => rows
        .Select(row => string.Join(", ", row!.AsObject().Where(member => !without.Contains(member.Key)).OrderBy(static member => member.Key, StringComparer.Ordinal).Select(static member => $"{member.Key}={member.Value?.ToJsonString() ?? "null"}")))
        .Order(StringComparer.Ordinal);
}
