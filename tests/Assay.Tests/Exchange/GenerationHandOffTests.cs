using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Tests.Execution;
using JsonValue = Assay.Specs.JsonValue;

namespace Assay.Tests.Exchange;

public sealed class GenerationHandOffTests : IDisposable
{
    private readonly TemporaryFolder here = new();
    private readonly TemporaryFolder there = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public async Task Bundle_says_whose_it_is_and_holds_what_makes_each_generation()
    {
        var benchmark = new TestBenchmark { Items = 2, Samples = 2 };

        var lines = Outsider.Read(await here.ExportGenerationsAsync(benchmark));

        Assert.Empty(benchmark.Calls);
        Assert.Equal(
            ["assay.generation_bundle", "1", "test", "bench", "generation", "4", "4"],
            new[] { "format", "version", "project", "name", "stage", "count", "candidates" }.Select(name => lines[0][name]!.ToString()));
        Assert.Equal(32, lines[0]["run_id"]!.GetValue<string>().Length);
        Assert.Equal(4, lines.Skip(1).Select(line => line["key"]!.GetValue<string>()).Distinct().Count());
        var last = lines[4];
        Assert.Equal(["s1", "3", "i000001", "p1", "0", "1"], new[] { "task", "ordinal", "item_id", "prompt", "params_index", "sample" }.Select(name => last[name]!.ToString()));
        Assert.Equal("""{"id":"m1","provider":"double","name":"m1"}""", last["model"]!.ToJsonString());
        Assert.Equal("""[{"role":"user","content":"p1: i000001"}]""", last["messages"]!.ToJsonString());
        Assert.Equal("""{"id":"i000001","value":1}""", last["item"]!.ToJsonString());
        Assert.InRange(last["seed"]!.GetValue<long>(), 0, long.MaxValue);
    }

    [Fact]
    public async Task Bundle_holds_only_what_is_pending()
    {
        await using (var orchestrator = here.Open())
            await orchestrator.RunSliceAsync(new TestBenchmark { Items = 7 }.Build(), "s1", null, Token);

        var lines = Outsider.Read(await here.ExportGenerationsAsync(new TestBenchmark { Items = 10 }));

        Assert.Equal(["i000007", "i000008", "i000009"], lines.Skip(1).Select(line => line["item_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Failed_generation_is_pending_again()
    {
        var failing = new TestBenchmark { Answer = static (request, _) => (int)request.Item.Value == 3 ? throw new EngineException(new ErrorCode("auth"), "no key") : ValueTask.FromResult<Output>("0") };
        await using (var orchestrator = here.Open())
            await orchestrator.RunSliceAsync(failing.Build(), "s1", null, Token);

        var lines = Outsider.Read(await here.ExportGenerationsAsync(new TestBenchmark()));

        Assert.Equal("i000003", Assert.Single(lines.Skip(1))["item_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Outputs_made_elsewhere_are_scored_on_another_store_as_if_they_had_been_made_there()
    {
        var results = Outsider.Double(await here.ExportGenerationsAsync(new TestBenchmark { Models = ["m1", "m2"] }));
        var benchmark = new TestBenchmark { Models = ["m1", "m2"], IsPaid = true };

        var summary = await there.ImportGenerationsAsync(benchmark, results);
        await using var orchestrator = there.Open();
        var (run, result) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);

        Assert.Equal((20, 0, 0), (summary.Imported, summary.Failed, summary.AlreadyThere));
        Assert.Empty(benchmark.Calls);
        Assert.Equal((0, 20, 20, 0), (run.Generated, run.Reused, run.Scored, run.PaidMissing));
        Assert.All(result.Scores, score => Assert.Equal(new SampleScore(1), score.Samples[0]));
    }

    [Fact]
    public async Task Partial_import_leaves_exactly_the_rest_to_the_run()
    {
        var bundle = await here.ExportGenerationsAsync(new TestBenchmark());
        var benchmark = new TestBenchmark();

        await here.ImportGenerationsAsync(benchmark, Outsider.Answer(bundle, line => line["ordinal"]!.GetValue<int>() < 6 ? new JsonObject { ["output"] = Outsider.Doubled(line) } : null));
        await using var orchestrator = here.Open();
        var (run, result) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);

        Assert.Equal(["i000006", "i000007", "i000008", "i000009"], benchmark.Calls.Select(call => call.Split('/')[2]).Order(StringComparer.Ordinal));
        Assert.Equal((4, 6), (run.Generated, run.Reused));
        Assert.All(result.Scores, score => Assert.Equal(1, score.Samples[0].Value));
    }

    [Fact]
    public async Task Importing_twice_changes_nothing()
    {
        var benchmark = new TestBenchmark();
        var results = Outsider.Answer(
            await here.ExportGenerationsAsync(benchmark),
            line => line["ordinal"]!.GetValue<int>() == 4 ? Error("content_filter", "refused") : new JsonObject { ["output"] = "x" });
        var first = await here.ImportGenerationsAsync(benchmark, results);
        var before = here.Dump();

        var second = await here.ImportGenerationsAsync(benchmark, results);

        Assert.Equal((9, 1, 0), (first.Imported, first.Failed, first.AlreadyThere));
        Assert.Equal((0, 0, 10, 0), (second.Imported, second.Failed, second.AlreadyThere, second.Differing));
        Assert.Equal(before, here.Dump());
    }

    [Fact]
    public async Task Stored_output_stays_and_the_summary_counts_those_that_differ()
    {
        var bundle = await here.ExportGenerationsAsync(new TestBenchmark());
        await here.ImportGenerationsAsync(new TestBenchmark(), Outsider.Double(bundle));

        var again = await here.ImportGenerationsAsync(new TestBenchmark(), Outsider.Answer(bundle, line => line["ordinal"]!.GetValue<int>() < 3 ? new JsonObject { ["output"] = "else" } : null));

        Assert.Equal((3, 3), (again.AlreadyThere, again.Differing));
        await using var orchestrator = here.Open();
        var (_, result) = await orchestrator.RunSliceAsync(new TestBenchmark().Build(), "s1", null, Token);
        Assert.All(result.Scores, score => Assert.Equal(1, score.Samples[0].Value));
    }

    [Fact]
    public async Task Error_is_a_failed_generation_that_the_next_run_makes()
    {
        var bundle = await here.ExportGenerationsAsync(new TestBenchmark { Items = 3 });
        var benchmark = new TestBenchmark { Items = 3, IsPaid = true };

        var summary = await here.ImportGenerationsAsync(benchmark, Outsider.Answer(bundle, line => line["ordinal"]!.GetValue<int>() == 1 ? Error("rate_limit", "slow down") : new JsonObject { ["output"] = Outsider.Doubled(line) }));

        Assert.Equal((2, 1), (summary.Imported, summary.Failed));
        Assert.Equal("i000001", Assert.Single(Outsider.Read(await here.ExportGenerationsAsync(benchmark)).Skip(1))["item_id"]!.GetValue<string>());
        await using var orchestrator = here.Open();
        var (_, unpaid) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", new() { MaySpend = false }, Token);
        Assert.Equal(new SampleScore(null, ErrorCode.RateLimit), unpaid.Scores[1].Samples[0]);
        await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);
        Assert.Equal("m1/p1: i000001/i000001/0", Assert.Single(benchmark.Calls));
    }

    [Fact]
    public async Task Tasks_that_ask_the_same_thing_share_a_line_and_its_result()
    {
        var benchmark = new TestBenchmark { Slices = ["s1", "s2"], Items = 3 };
        var bundle = await here.ExportGenerationsAsync(benchmark);
        var lines = Outsider.Read(bundle);
        Assert.Equal(("3", "6"), (lines[0]["count"]!.ToString(), lines[0]["candidates"]!.ToString()));
        Assert.Equal("""[{"task":"s2","ordinal":2,"item_id":"i000002","prompt":"p1","params_index":0,"sample":0}]""", lines[3]["also"]!.ToJsonString());

        var summary = await here.ImportGenerationsAsync(benchmark, Outsider.Double(bundle));

        Assert.Equal(3, summary.Imported);
        await using var orchestrator = here.Open();
        foreach (var slice in benchmark.Slices)
        {
            var (run, _) = await orchestrator.RunSliceAsync(benchmark.Build(), slice, null, Token);
            Assert.Equal((0, 3), (run.Generated, run.Reused));
        }

        Assert.Empty(benchmark.Calls);
    }

    [Fact]
    public async Task What_a_provider_reported_is_kept()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        var results = Outsider.Answer(await here.ExportGenerationsAsync(benchmark), static _ => JsonNode.Parse("""
            {"output":"0","input_tokens":12,"cached_input_tokens":4,"output_tokens":3,"finish_reason":"stop","request_id":"r1","model_version":"m1-2026",
             "first_token_ms":80.5,"started":"2026-01-31T12:00:00Z","duration_ms":250,"attempts":2,
             "turns":[{"role":"assistant","content":"","tool_name":"look","tool_call_id":"c1","arguments":{"q":1}},{"role":"tool","content":"found","tool_call_id":"c1"}]}
            """)!.AsObject());

        await here.ImportGenerationsAsync(benchmark, results);

        var store = Path.Combine(here.Path, ".assay");
        Assert.Equal(1, Storage.StoreInspector.Count(store, """
            SELECT count(*) FROM events e JOIN codes c ON c.id = e.finish
            WHERE e.kind = 4 AND e.text = '0' AND tokens_in = 12 AND tokens_out = 3 AND c.code = 'stop' AND duration_us = 250000 AND attempts = 2 AND at = 1769860800000
            """));
    }

    [Fact]
    public async Task Import_is_a_run_with_its_origin_on_record()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        await here.ImportGenerationsAsync(benchmark, Outsider.Double(await here.ExportGenerationsAsync(benchmark)));

        await using var orchestrator = here.Open();
        var run = Assert.Single(await (await orchestrator.GetStorageAsync(Token)).Projections.ReadRunsAsync(Token));
        Assert.Equal((Assay.Storage.RunState.Completed, true), (run.State, run.Ended is not null));
        Assert.Contains(""""import":{"format":"assay.generation_results","file":"stream"""", run.ProvenanceJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_cross_from_one_process_to_the_next_by_path()
    {
        var benchmark = new TestBenchmark();
        var bundle = Path.Combine(here.Path, "bundle.jsonl");
        var results = Path.Combine(here.Path, "results.jsonl");
        await using (var first = here.Open())
            await first.ExportGenerationBundleAsync(benchmark.Build(), bundle, null, Token);
        await File.WriteAllTextAsync(results, Outsider.Double(await File.ReadAllTextAsync(bundle, Token)), Token);

        await using var second = here.Open();
        var summary = await second.ImportGenerationResultsAsync(benchmark.Build(), results, null, Token);

        Assert.Equal(10, summary.Imported);
        Assert.Equal(["bundle.jsonl", "results.jsonl"], Directory.GetFiles(here.Path, "*.jsonl*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Items_stay_here_where_the_project_keeps_no_payloads()
    {
        var project = new ProjectSpec("test") { Storage = new SqliteStorageSpec { StoreItemPayloads = false } };
        await using var orchestrator = here.Open(project);
        using var stream = new MemoryStream();

        await orchestrator.ExportGenerationBundleAsync(new TestBenchmark().Build(), stream, null, Token);

        Assert.All(Outsider.Read(System.Text.Encoding.UTF8.GetString(stream.ToArray())).Skip(1), line => Assert.False(line.ContainsKey("item")));
    }

    [Fact]
    public async Task Tools_and_servers_travel_and_secrets_do_not()
    {
        var project = new ProjectSpec("test")
        {
            Tools = [new ToolSpec("look", "Looks it up.") { InputSchema = JsonValue.Parse("""{"type":"object"}""") }],
            McpServers = [new McpServerSpec("docs", "Docs", McpApproval.Never) { ServerUrl = "https://docs.example", AuthorizationSecret = "docs-token" }],
        };
        var definition = new TestBenchmark { Items = 1 }.Build();
        var spec = definition.Spec with
        {
            Slices = [new SliceSpec("s1", new DatasetSpec(DatasetKind.Memory)) { Tools = ["look"], McpServers = ["docs"] }],
            Inference = new InferenceGrid { Params = [new InferenceParams { Temperature = 0.5, Seed = 7 }] },
            Models = [new ModelSpec("m1", "double") { Name = "wire", Extras = ValueMap<JsonValue>.Empty.With("effort", JsonValue.Parse("\"low\"")) }],
        };
        await using var orchestrator = here.Open(project);
        using var stream = new MemoryStream();

        await orchestrator.ExportGenerationBundleAsync(new BenchmarkDefinition { Spec = spec, Plugins = definition.Plugins, Datasets = definition.Datasets, Renderers = definition.Renderers, Name = "Bench" }, stream, null, Token);

        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        var line = Outsider.Read(text)[1];
        Assert.Equal("""{"id":"m1","provider":"double","name":"wire","extras":{"effort":"low"}}""", line["model"]!.ToJsonString());
        Assert.Equal("""{"temperature":0.5,"seed":7}""", line["params"]!.ToJsonString());
        Assert.Equal(7, line["seed"]!.GetValue<long>());
        Assert.Equal("""[{"id":"look","description":"Looks it up.","input_schema":{"type":"object"}}]""", line["tools"]!.ToJsonString());
        Assert.Equal("https://docs.example", line["mcp_servers"]![0]!["server_url"]!.GetValue<string>());
        Assert.DoesNotContain("docs-token", text, StringComparison.Ordinal);
    }

    private static JsonObject Error(string code, string message) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };
}
