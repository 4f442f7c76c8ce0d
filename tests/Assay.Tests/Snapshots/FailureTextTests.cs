using Assay.Errors;
using Assay.Results;
using Assay.Snapshots;
using Assay.Specs;

namespace Assay.Tests.Snapshots;

public sealed class FailureTextTests
{
    private static readonly string Project = Path.Combine(Path.GetTempPath(), "project");

    private static readonly SnapshotRequest Request = new(Path.Combine(Project, "Evals"), "Triage") { ProjectDirectory = Project };

    [Fact]
    public void A_regression_names_metric_means_gate_flipped_items_files_and_command()
    {
        var before = Triage.Items(40, i => i % 4 == 3 ? 0 : 1);
        var after = Triage.Items(40, i => i < 16 || i % 4 == 3 ? 0 : 1);
        Assert.Equal(
            """
            support-triage / billing: regressed. accuracy of m: mean 0.7500 → 0.4500 (-0.3000), 12 of 40 items worse, 0 better.

            accuracy of m: mean 0.7500 → 0.4500 (-0.3000), 12 of 40 items worse, 0 better.
              gate: absolute, the mean may get worse by 0.02
                t-000: 1 → 0
                t-001: 1 → 0
                t-002: 1 → 0
                t-004: 1 → 0
                t-005: 1 → 0
                t-006: 1 → 0
                t-008: 1 → 0
                t-009: 1 → 0
                t-010: 1 → 0
                t-012: 1 → 0
                and 2 more

            ```diff
              | model | accuracy |
            - | m | 0.7500 |
            + | m | 0.4500 |
            ```

            received: Evals/Triage.received.md, Evals/Triage.received.items.tsv
            verified: Evals/Triage.verified.md, Evals/Triage.verified.items.tsv
            accept with: dotnet test -p:AssayAccept=true

            """,
            TextOf(Triage.Gated("accuracy", GatePolicy.Absolute, 0.02), before, after));
    }

    [Fact]
    public void An_error_where_a_score_was_is_said()
    {
        var text = TextOf(Triage.Benchmark, [Triage.Row("a\tb", 1)], [Triage.Row("a\tb", new SampleScore(null, ErrorCode.Timeout))]);
        Assert.Contains("of the samples have no score because of an error", text, StringComparison.Ordinal);
        Assert.Contains("    a\\tb: 1 → !timeout\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_slice_shows_its_table()
    {
        var text = TextOf(Triage.Benchmark, [], [Triage.Row("a", 1)]);
        Assert.StartsWith("support-triage / billing: new, it has no verified scores yet.\n\n## billing\n", text, StringComparison.Ordinal);
        Assert.Contains("| m | 1.0000 |", text, StringComparison.Ordinal);
        Assert.EndsWith("accept with: dotnet test -p:AssayAccept=true\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Incomparable_scores_say_what_changed() =>
        Assert.Contains(
            "    1 model added: n\n",
            TextOf(Triage.Benchmark, [Triage.Row("a", 1)], [Triage.Row("a", 1), Triage.Row("a", 1, model: "n")]),
            StringComparison.Ordinal);

    [Fact]
    public void An_improvement_asks_to_be_accepted() =>
        Assert.Contains(
            "Improved; accept to make this the baseline:\n    accuracy of m: mean 0.0000 → 1.0000 (+1.0000)",
            TextOf(Triage.Benchmark, [Triage.Row("a", 0)], [Triage.Row("a", 1)]),
            StringComparison.Ordinal);

    [Fact]
    public void A_model_that_is_worse_than_the_baseline_model_asks_for_no_accepting_when_nothing_else_changed()
    {
        ItemScore[] rows = [Triage.Row("a", 0), Triage.Row("a", 1, model: "n")];
        var text = TextOf(Held(against: "n"), rows, rows);
        Assert.Contains("accuracy of m against n: mean 1.0000 → 0.0000 (-1.0000)", text, StringComparison.Ordinal);
        Assert.EndsWith("\nThe scores are the verified ones in Evals/Triage.verified.items.tsv: there is nothing to accept.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("accept with", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_better_than_the_baseline_model_asks_for_no_accepting()
    {
        ItemScore[] rows = [Triage.Row("a", 0), Triage.Row("a", 1, model: "n")];
        var text = TextOf(Held(against: "m"), rows, rows);
        Assert.Contains("Better than the model it is held against:\n    accuracy of n against m: mean 0.0000 → 1.0000 (+1.0000)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("accept to make this the baseline", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_scores_need_no_text() => Assert.Equal("", TextOf(Triage.Benchmark, [Triage.Row("a", 0)], [Triage.Row("a", 0)]));

    private static BenchmarkSpec Held(string against) =>
        Triage.Benchmark with { Models = [new("m", "m"), new("n", "n")], Gates = [new("accuracy", GatePolicy.Exact) { Baseline = against }] };

    private static string TextOf(BenchmarkSpec benchmark, ItemScore[] before, ItemScore[] after)
    {
        var verdict = Gate.Compare(benchmark, "billing", before, after);
        var old = before.Length == 0 ? "" : TableSection.Write(benchmark, "billing", before);
        var differs = ItemsFile.Write(before) != ItemsFile.Write(after);
        return new FailureText(Request, SnapshotPaths.Verified(Request), SnapshotPaths.Received(Request))
            .Of(benchmark.Id, verdict, old, TableSection.Write(benchmark, "billing", after), differs);
    }
}
