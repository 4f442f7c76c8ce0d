using System.Text;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Errors;
using Assay.Exchange;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class EvaluationHandOffTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Bundle_holds_each_output_once_with_what_its_metrics_read()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 2 };
        await RunAsync(test, RunStages.Generation);

        var lines = Outsider.Read(await ExportAsync(test));

        Assert.Equal(("assay.evaluation_bundle", "evaluation", "4", "4"), (lines[0]["format"]!.ToString(), lines[0]["stage"]!.ToString(), lines[0]["count"]!.ToString(), lines[0]["candidates"]!.ToString()));
        Assert.Equal(["i001", "i002", "i001", "i002"], lines.Skip(1).Select(line => line["item_id"]!.GetValue<string>()));
        var second = lines[2];
        Assert.Equal(("4", "m1", """{"value":2}""", "double 2"), (second["output"]!.ToString(), second["model"]!["id"]!.ToString(), second["item"]!.ToJsonString(), second["messages"]![0]!["content"]!.ToString()));
        var scores = second["scores"]!.AsArray();
        Assert.Equal(["strict_right:strict:4", "right:lenient:4", "length::"], scores.Select(score => $"{score!["score"]}:{score["parse"]}:{score["parsed"]?.ToJsonString()}"));
        Assert.Equal(["doubled", "doubled", "length"], scores.Select(score => score!["metric"]!.ToString()));
        Assert.All(scores, score => Assert.Equal(32, score!["metric_identity"]!.ToString().Length));
        Assert.Equal(12, lines.Skip(1).SelectMany(line => line["scores"]!.AsArray()).Select(score => score!["evaluation"]!.ToString()).Distinct().Count());
        Assert.Empty(test.Scorings);
    }

    [Fact]
    public async Task Scores_made_elsewhere_are_those_of_the_next_evaluation_which_computes_the_rest_alone()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 4 };
        await RunAsync(test, RunStages.Generation);

        var summary = await ImportAsync(test, Outsider.Score(await ExportAsync(test), static (_, score) => new JsonObject { ["value"] = score["score"]!.ToString() == "length" ? 7.5 : 0.25, ["explanation"] = "seen" }));
        test.Parsings.Clear();
        await RunAsync(test, RunStages.Transform | RunStages.Evaluation);

        // Item 3's answer is in words that the strict parse does not understand: nobody can score that, and no metric is called for it.
        Assert.Equal((22, 0, 0), (summary.Imported, summary.Failed, summary.AlreadyThere));
        Assert.Empty(test.Scorings);
        var store = Path.Combine(folder.Path, ".assay");
        Assert.Equal(8, Storage.StoreInspector.Count(store, "SELECT count(*) FROM evaluations WHERE value = 7.5"));
        Assert.Equal(14, Storage.StoreInspector.Count(store, "SELECT count(*) FROM evaluations WHERE value = 0.25"));
        Assert.Equal(2, Storage.StoreInspector.Count(store, "SELECT count(*) FROM evaluations WHERE value IS NULL AND code = 1"));
        Assert.Equal(22, Storage.StoreInspector.Count(store, "SELECT count(*) FROM events WHERE kind = 6 AND text = 'seen'"));
        Assert.Equal(16, Storage.StoreInspector.Count(store, "SELECT count(*) FROM transforms"));
    }

    [Fact]
    public async Task Scores_whose_parse_finds_nothing_are_counted_and_left_out_of_the_bundle()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 4 };
        await RunAsync(test, RunStages.Generation);
        await using var orchestrator = folder.Open();
        using var stream = new MemoryStream();

        var summary = await orchestrator.ExportEvaluationBundleAsync(test.Build(), stream, null, Token);

        Assert.Equal((8L, 2L), (summary.Candidates, summary.Unscorable));
        Assert.Equal(22, Outsider.Read(Encoding.UTF8.GetString(stream.ToArray())).Skip(1).Sum(static line => line["scores"]!.AsArray().Count));
    }

    [Fact]
    public async Task Outputs_and_scores_of_another_store_make_the_same_results()
    {
        using var there = new TemporaryFolder();
        var test = new TestExperiment { Models = ["m1", "m2"], Items = 3 };
        var outputs = await ExportGenerationsAsync(folder, test);
        var answers = Outsider.Answer(outputs, static line => new JsonObject { ["output"] = Outsider.Doubled(line) });
        await ImportGenerationsAsync(folder, test, answers);
        await ImportGenerationsAsync(there, test, answers);
        var scores = Outsider.Score(await ExportAsync(test), static (_, _) => new JsonObject { ["value"] = 1 });

        var here = await ImportAsync(test, scores);
        var elsewhere = await ImportAsync(there, test, scores);

        Assert.Equal((36, 36), (here.Imported, elsewhere.Imported));
        Assert.Single(Outsider.Read(await ExportAsync(test)));
        Assert.Empty(test.Calls);
        Assert.Empty(test.Scorings);
    }

    [Fact]
    public async Task Bundle_holds_only_the_scores_that_are_pending()
    {
        var test = new TestBenchmark { Items = 3, Metric = static context => (int)context.Item.Value == 1 ? throw new InvalidOperationException("no judge") : 1 };
        await using (var orchestrator = folder.Open())
            await orchestrator.RunSliceAsync(test.Build(), "s1", null, Token);

        var bundle = await ExportAsync(folder, test.Build());
        var summary = await ImportAsync(folder, test.Build(), Outsider.Score(bundle, static (_, _) => new JsonObject { ["value"] = 0.5 }));

        Assert.Equal("i000001", Assert.Single(Outsider.Read(bundle).Skip(1))["item_id"]!.ToString());
        Assert.Equal(1, summary.Imported);
        await using var again = folder.Open();
        var (run, result) = await again.RunSliceAsync(new TestBenchmark { Items = 3 }.Build(), "s1", null, Token);
        Assert.Equal(0, run.Scored);
        Assert.Equal([1, 0.5, 1], result.Scores.Select(score => score.Samples[0].Value));
    }

    [Fact]
    public async Task Scores_that_another_run_made_of_the_same_outputs_are_not_pending_and_not_recorded_again()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 3 };
        await RunAsync(test, RunStages.All);
        var spec = test.Spec with { Slices = [new SliceSpec("other", new DatasetSpec(DatasetKind.Memory))] };
        var known = test.Build(spec);
        var more = test.Build(spec with { Scores = [.. spec.Scores, new ScoreSpec("again", [new MetricSpec("doubled")])] });

        Assert.Single(Outsider.Read(await ExportAsync(folder, known)));
        var bundle = await ExportAsync(folder, more);
        Assert.All(Outsider.Read(bundle).Skip(1), static line => Assert.Equal("again", Assert.Single(line["scores"]!.AsArray())!["score"]!.ToString()));

        var whole = Outsider.Score(await BundleOfStrangersAsync(test, known), static (_, score) => new JsonObject { ["value"] = score["score"]!.ToString() == "length" ? 99 : 1 });
        var events = Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), "SELECT count(*) FROM events WHERE kind = 6");
        var first = await ImportAsync(folder, known, whole);
        var placed = folder.Dump();
        var second = await ImportAsync(folder, known, whole);

        Assert.Equal((0, 16, 6), (first.Imported, first.AlreadyThere, first.Differing));
        Assert.Equal(first, second);
        Assert.Equal(placed, folder.Dump());
        Assert.Equal(events, Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), "SELECT count(*) FROM events WHERE kind = 6"));
    }

    [Fact]
    public async Task Importing_scores_twice_changes_nothing_and_counts_those_that_differ()
    {
        var test = new TestBenchmark { Items = 3 };
        await using (var orchestrator = folder.Open())
            await orchestrator.ImportGenerationResultsAsync(test.Build(), Outsider.ToStream(Outsider.Double(await folder.ExportGenerationsAsync(test))), null, Token);
        var bundle = await ExportAsync(folder, test.Build());
        var results = Outsider.Score(bundle, static (line, _) => line["ordinal"]!.GetValue<int>() == 1 ? Error("judge_failed", "asleep") : new JsonObject { ["value"] = 0.5 });
        var first = await ImportAsync(folder, test.Build(), results);
        var before = folder.Dump();

        var second = await ImportAsync(folder, test.Build(), results);

        Assert.Equal((2, 1, 0), (first.Imported, first.Failed, first.AlreadyThere));
        Assert.Equal((0, 0, 3, 0), (second.Imported, second.Failed, second.AlreadyThere, second.Differing));
        Assert.Equal(before, folder.Dump());
        var other = await ImportAsync(folder, test.Build(), Outsider.Score(bundle, static (line, _) => new JsonObject { ["value"] = 1 }));
        Assert.Equal((1, 2, 2), (other.Imported, other.AlreadyThere, other.Differing));
    }

    [Fact]
    public async Task Tasks_that_share_a_generation_share_its_scores()
    {
        var test = new TestBenchmark { Slices = ["s1", "s2"], Items = 2 };
        await folder.ImportGenerationsAsync(test, Outsider.Double(await folder.ExportGenerationsAsync(test)));
        var bundle = await ExportAsync(folder, test.Build());
        Assert.Equal(("2", "4"), (Outsider.Read(bundle)[0]["count"]!.ToString(), Outsider.Read(bundle)[0]["candidates"]!.ToString()));

        await ImportAsync(folder, test.Build(), Outsider.Score(bundle, static (_, _) => new JsonObject { ["value"] = 0.5 }));

        await using var orchestrator = folder.Open();
        foreach (var slice in test.Slices)
        {
            var (run, result) = await orchestrator.RunSliceAsync(test.Build(), slice, null, Token);
            Assert.Equal(0, run.Scored);
            Assert.All(result.Scores, score => Assert.Equal(0.5, score.Samples[0].Value));
        }

        Assert.Equal(2, Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), "SELECT count(*) FROM events WHERE kind = 6"));
    }

    [Theory]
    [InlineData("""{"key":"KEY","evaluation":"EVAL"}""", "import_missing", "neither a value nor an error")]
    [InlineData("""{"key":"KEY","evaluation":"EVAL","value":1,"error":{"code":"timeout"}}""", "import_mismatch", "both a value and an error")]
    [InlineData("""{"key":"KEY","evaluation":"EVAL","value":"1"}""", "import_malformed", "'value' is not a finite number")]
    [InlineData("""{"key":"KEY","evaluation":"EVAL","value":1e999}""", "import_malformed", "'value' is not a finite number")]
    [InlineData("""{"key":"KEY","evaluation":"EVAL","error":{"code":"parse_failed"}}""", "import_mismatch", "give another code")]
    [InlineData("""{"key":"KEY","value":1}""", "import_missing", "'evaluation' is missing")]
    [InlineData("""{"key":"KEY","evaluation":"00000000000000000000000000000000","value":1}""", "import_unexpected", "has no score")]
    [InlineData("""{"key":"00000000000000000000000000000000","evaluation":"EVAL","value":1}""", "import_unexpected", "This run has no candidate")]
    [InlineData("""{"key":"KEY","evaluation":"EVAL","value":1,"score":1}""", "import_malformed", "There is no member 'score'")]
    [InlineData("LINE", "import_duplicate", "the same score as line 2")]
    public async Task Bad_line_is_named_and_nothing_of_its_file_is_recorded(string line, string code, string message)
    {
        var test = new TestBenchmark { Items = 3 };
        await folder.ImportGenerationsAsync(test, Outsider.Double(await folder.ExportGenerationsAsync(test)));
        var lines = Outsider.Score(await ExportAsync(folder, test.Build()), static (_, _) => new JsonObject { ["value"] = 0.5 }).Split('\n');
        var third = JsonNode.Parse(lines[3])!;
        lines[3] = line.Replace("LINE", lines[1], StringComparison.Ordinal)
            .Replace("KEY", third["key"]!.ToString(), StringComparison.Ordinal)
            .Replace("EVAL", third["evaluation"]!.ToString(), StringComparison.Ordinal);
        var before = folder.Dump();

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(folder, test.Build(), string.Join('\n', lines)));

        var problem = Assert.Single(exception.Problems);
        Assert.Equal((code, (int?)4), (problem.Code.Value, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.Dump());
    }

    [Theory]
    [InlineData("format", "assay.generation_results", "The file has the format")]
    [InlineData("format", "assay.evaluation_bundle", "This is the bundle itself")]
    [InlineData("run_id", "00000000000000000000000000000000", "The file is for run 000000000000, which is not planned in this store")]
    [InlineData("project", "other", "The file's project is 'other'")]
    [InlineData("stage", "generation", "The file's stage is 'generation'")]
    public async Task Scores_of_another_manifest_are_refused_whole(string member, string value, string message)
    {
        var test = new TestBenchmark { Items = 2 };
        await folder.ImportGenerationsAsync(test, Outsider.Double(await folder.ExportGenerationsAsync(test)));
        var lines = Outsider.Score(await ExportAsync(folder, test.Build()), static (_, _) => new JsonObject { ["value"] = 0.5 }).Split('\n');
        var header = JsonNode.Parse(lines[0])!;
        header[member] = value;
        lines[0] = header.ToJsonString();
        var before = folder.Dump();

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(folder, test.Build(), string.Join('\n', lines)));

        Assert.Equal(ErrorCode.ImportMismatch, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.Dump());
    }

    [Fact]
    public async Task Scores_of_an_edited_spec_are_refused()
    {
        var test = new TestBenchmark { Items = 2 };
        await folder.ImportGenerationsAsync(test, Outsider.Double(await folder.ExportGenerationsAsync(test)));
        var scores = Outsider.Score(await ExportAsync(folder, test.Build()), static (_, _) => new JsonObject { ["value"] = 0.5 });

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(folder, new TestBenchmark { Items = 2, MetricVersion = "2" }.Build(), scores));

        Assert.Equal(ErrorCode.ImportMismatch, exception.Code);
    }

    [Fact]
    public async Task Scores_of_outputs_that_are_not_here_or_cannot_be_parsed_are_refused()
    {
        using var there = new TemporaryFolder();
        var test = new TestBenchmark { Items = 2 };
        var outputs = await folder.ExportGenerationsAsync(test);
        await folder.ImportGenerationsAsync(test, Outsider.Double(outputs));
        var scores = Outsider.Score(await ExportAsync(folder, test.Build()), static (_, _) => new JsonObject { ["value"] = 0.5 });
        await there.ImportGenerationsAsync(test, Outsider.Answer(outputs, static line => line["ordinal"]!.GetValue<int>() == 0 ? new JsonObject { ["output"] = "??" } : null));

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(there, test.Build(), scores));

        Assert.Equal([ErrorCode.ImportUnexpected, ErrorCode.ImportUnexpected], exception.Problems.Select(static problem => problem.Code));
        Assert.Contains("finds nothing in this output, so that there is nothing to score: no number", exception.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("has no output here", exception.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hooks_around_evaluation_stand_around_the_outsider()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        test.Hooks.Add(new Halver());
        await RunAsync(test, RunStages.Generation);

        var bundle = await ExportAsync(test);
        await ImportAsync(test, Outsider.Score(bundle, static (_, _) => new JsonObject { ["value"] = 1 }));

        var lines = Outsider.Read(bundle).Skip(1).ToList();
        Assert.Equal(["strict_right: for strict_right", "right: for right", "length: for length"], lines.Take(3).Select(line => $"{line["scores"]![0]!["score"]}: {line["output"]}"));
        Assert.Equal(6, lines.Count);
        Assert.Equal(6, Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), "SELECT count(*) FROM evaluations WHERE value = 0.5"));
    }

    /// <summary>What a store exports that has the outputs of a run and no scores.</summary>
    private static async Task<string> BundleOfStrangersAsync(TestExperiment test, BenchmarkDefinition definition)
    {
        using var there = new TemporaryFolder();
        await using (var orchestrator = there.Open())
            await orchestrator.GenerateAsync(definition, null, Token);
        return await ExportAsync(there, definition);
    }

    private static JsonObject Error(string code, string message) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };

    private async Task RunAsync(TestExperiment test, RunStages stages)
    {
        await using var orchestrator = folder.Open();
        await orchestrator.ExecuteAsync(test.Build(), stages, null, Token);
    }

    private Task<string> ExportAsync(TestExperiment test) => ExportAsync(folder, test.Build());

    private static async Task<string> ExportAsync(TemporaryFolder folder, BenchmarkDefinition definition)
    {
        await using var orchestrator = folder.Open();
        using var stream = new MemoryStream();
        await orchestrator.ExportEvaluationBundleAsync(definition, stream, null, Token);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private Task<ImportSummary> ImportAsync(TestExperiment test, string results) => ImportAsync(folder, test.Build(), results);

    private static Task<ImportSummary> ImportAsync(TemporaryFolder folder, TestExperiment test, string results) => ImportAsync(folder, test.Build(), results);

    private static async Task<ImportSummary> ImportAsync(TemporaryFolder folder, BenchmarkDefinition definition, string results)
    {
        await using var orchestrator = folder.Open();
        return await orchestrator.ImportEvaluationResultsAsync(definition, Outsider.ToStream(results), null, Token);
    }

    private static async Task<string> ExportGenerationsAsync(TemporaryFolder folder, TestExperiment test)
    {
        await using var orchestrator = folder.Open();
        using var stream = new MemoryStream();
        await orchestrator.ExportGenerationBundleAsync(test.Build(), stream, null, Token);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task ImportGenerationsAsync(TemporaryFolder folder, TestExperiment test, string results)
    {
        await using var orchestrator = folder.Open();
        await orchestrator.ImportGenerationResultsAsync(test.Build(), Outsider.ToStream(results), null, Token);
    }

    private sealed class Halver : IHook
    {
        public string Id => "halver";

        public string Version => "1";

        public HookStages Stages => HookStages.Evaluation;

        public ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken)
        {
            context.Metric = context.Metric with { Output = $"for {context.Score}" };
            return ValueTask.CompletedTask;
        }

        public ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken)
        {
            context.Result = new MetricResult(context.Result!.Value.Value / 2);
            return ValueTask.CompletedTask;
        }
    }
}
