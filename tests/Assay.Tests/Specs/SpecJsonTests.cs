using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class SpecJsonTests
{
    [Fact]
    public void Full_specs_survive_the_round_trip()
    {
        AssertRoundTrip(SpecSamples.Full);
        AssertRoundTrip(SpecSamples.Experiment);
        AssertRoundTrip(SpecSamples.Project);
        AssertRoundTrip(SpecSamples.Project with { Storage = new SqliteStorageSpec { RootDir = "/var/assay" }, Backend = new BatchBackendSpec("openai") { MaxItems = 5 } });
    }

    [Fact]
    public void Random_benchmarks_survive_the_round_trip()
    {
        for (var seed = 0; seed < 200; seed++)
            AssertRoundTrip(new RandomSpecs(seed).Benchmark());
    }

    [Fact]
    public void Absent_members_take_the_defaults_of_the_record()
    {
        AssertReads("""{"id":"x"}""", new BenchmarkSpec("x"));
        AssertReads("""{"id":"x"}""", new ExperimentSpec("x"));
        AssertReads("""{"name":"x"}""", new ProjectSpec("x"));
        AssertReads("{}", new InferenceParams());
        AssertReads("{}", new InferenceGrid());
        AssertReads("{}", new DatasetQuery());
        AssertReads("{}", new ExecutionPolicy());
        AssertReads("""{"kind":"memory"}""", new DatasetSpec(DatasetKind.Memory));
        AssertReads("""{"id":"x","provider":"y"}""", new ModelSpec("x", "y"));
        AssertReads("""{"id":"x","messages":[]}""", new PromptSpec("x", []));
        AssertReads("""{"role":"tool","content":"c"}""", new MessageSpec(MessageRole.Tool, "c"));
        AssertReads("""{"id":"x","extractors":[]}""", new ParseSpec("x", []));
        AssertReads("""{"id":"x"}""", new ExtractorSpec("x"));
        AssertReads("""{"id":"x"}""", new MetricSpec("x"));
        AssertReads("""{"id":"x","metrics":[]}""", new ScoreSpec("x", []));
        AssertReads("""{"score":"x","policy":"absolute"}""", new GateSpec("x", GatePolicy.Absolute));
        AssertReads("""{"id":"x","dataset":{"kind":"json"}}""", new SliceSpec("x", new DatasetSpec(DatasetKind.Json)));
        AssertReads("""{"id":"x","dataset":{"kind":"json"}}""", new TaskSpec("x", new DatasetSpec(DatasetKind.Json)));
        AssertReads("""{"id":"x","description":"d"}""", new ToolSpec("x", "d"));
        AssertReads("""{"id":"x","server_label":"l","require_approval":"never"}""", new McpServerSpec("x", "l", McpApproval.Never));
        AssertReads<StorageSpec>("{}", new SqliteStorageSpec());
        AssertReads<StorageSpec>("""{"connection":"c","kind":"postgres","blob_root":"b"}""", new PostgresStorageSpec("c", "b"));
        AssertReads<ExecutionBackendSpec>("{}", new LocalBackendSpec());
        AssertReads<ExecutionBackendSpec>("""{"kind":"worker_pool"}""", new WorkerPoolBackendSpec());
        AssertReads<ExecutionBackendSpec>("""{"kind":"batch","provider":"p"}""", new BatchBackendSpec("p"));
    }

    [Fact]
    public void Members_at_their_defaults_are_left_out()
    {
        Assert.Equal("""{"id":"x"}""", SpecJson.Write(new BenchmarkSpec("x")));
        Assert.Equal("""{"name":"x"}""", SpecJson.Write(new ProjectSpec("x")));
        Assert.Equal("{}", SpecJson.Write(new InferenceParams()));
        Assert.Equal("""{"id":"x","metrics":[{"id":"m"}],"higher_is_better":false}""", SpecJson.Write(new ScoreSpec("x", [new("m")]) { HigherIsBetter = false }));
    }

    [Fact]
    public void Members_and_enums_are_in_snake_case()
    {
        var json = SpecJson.Write(new DatasetQuery { Kind = DatasetQueryKind.ItemIds, ItemIds = ["a"] });
        Assert.Equal("""{"kind":"item_ids","item_ids":["a"]}""", json);
    }

    [Fact]
    public void Indented_text_has_line_feeds_alone()
    {
        Assert.Equal("{\n  \"id\": \"x\",\n  \"samples\": 2\n}", SpecJson.Write(new BenchmarkSpec("x") { Samples = 2 }, indented: true));
    }

    [Fact]
    public void Null_of_an_optional_member_is_the_same_as_its_absence()
    {
        AssertReads("""{"id":"x","description":null}""", new BenchmarkSpec("x"));
        AssertReads("""{"temperature":null,"seed":null}""", new InferenceParams());
    }

    [Theory]
    [InlineData("""{"id":"x","foo":1}""", "foo", 1, 11)]
    [InlineData("""{"id":"x","samples":"3"}""", "samples", 1, 21)]
    [InlineData("""{"id":"x","samples":1.5}""", "samples", 1, 21)]
    [InlineData("""{"id":"x","samples":null}""", "samples", 1, 21)]
    [InlineData("""{"id":"x","samples":3000000000}""", "samples", 1, 21)]
    [InlineData("""{"id":"x","models":null}""", "models", 1, 20)]
    [InlineData("""{"id":"x","models":{}}""", "models", 1, 20)]
    [InlineData("""{"id":"x","models":[1]}""", "models[0]", 1, 21)]
    [InlineData("""{"id":"x","models":[null]}""", "models[0]", 1, 21)]
    [InlineData("""{"id":1}""", "id", 1, 7)]
    [InlineData("""{"id":null}""", "id", 1, 7)]
    [InlineData("""{"samples":1}""", "id", 1, 1)]
    [InlineData("""[]""", null, 1, 1)]
    [InlineData("""{"id":"x","slices":[{"id":"s","dataset":{"kind":"xml"}}]}""", "slices[0].dataset.kind", 1, 49)]
    [InlineData("""{"id":"x","slices":[{"id":"s","dataset":{"kind":1}}]}""", "slices[0].dataset.kind", 1, 49)]
    [InlineData("""{"id":"x","slices":[{"id":"s","dataset":{"kind":"json"},"dimensions":{"a b":1}}]}""", "slices[0].dimensions[\"a b\"]", 1, 77)]
    [InlineData("""{"id":"x","scores":[{"id":"s","metrics":[],"higher_is_better":1}]}""", "scores[0].higher_is_better", 1, 63)]
    [InlineData("""{"id":"x","inference":{"params":[{"temperature":"0.5"}]}}""", "inference.params[0].temperature", 1, 49)]
    [InlineData("""{"id":"x","inference":{"params":[{"temperature":1e999}]}}""", "inference.params[0].temperature", 1, 49)]
    [InlineData("""{"id":"x","id":"y"}""", null, 1, 11)]
    [InlineData("""{"id":"\ud800"}""", null, 1, 7)]
    [InlineData("{\n \"id\": \"é😀\", oops}", null, 2, 15)]
    [InlineData("{\"id\":\"x\"}\n]", null, 2, 1)]
    [InlineData("", null, 1, 1)]
    public void What_does_not_fit_is_refused_at_its_place(string json, string? path, int line, int column)
    {
        var error = Assert.Throws<SpecValidationException>(() => SpecJson.Read<BenchmarkSpec>(json, "b.json"));
        var problem = Assert.Single(error.Problems);
        Assert.Equal(ErrorCode.SchemaMismatch, problem.Code);
        Assert.Equal(("b.json", path, line, column), (problem.File, problem.Path, problem.Line, problem.Column));
    }

    [Fact]
    public void All_problems_are_reported_in_the_order_of_the_text()
    {
        var error = Assert.Throws<SpecValidationException>(() => SpecJson.Read<BenchmarkSpec>("{\"foo\":1,\n\"samples\":true,\n\"models\":[{\"id\":2}]}"));
        Assert.Equal([null, "foo", "samples", "models[0]", "models[0]"], error.Problems.Select(static problem => problem.Path is "id" ? null : problem.Path?.Split('.')[0]));
        Assert.Equal([1, 1, 2, 3, 3], error.Problems.Select(static problem => problem.Line!.Value));
    }

    [Fact]
    public void Types_that_are_no_specs_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SpecJson.Write(new Uri("https://example.org")));
        Assert.Throws<ArgumentException>(() => SpecJson.Read<Version>("{}"));
    }

    private static void AssertRoundTrip<T>(T spec)
        where T : class
    {
        var json = SpecJson.Write(spec);
        var read = SpecJson.Read<T>(json);
        Assert.True(spec.Equals(read), json);
        Assert.Equal(json, SpecJson.Write(read));
        Assert.True(spec.Equals(SpecJson.Read<T>(SpecJson.Write(spec, indented: true))));
    }

    private static void AssertReads<T>(string json, T expected)
        where T : class => Assert.Equal(expected, SpecJson.Read<T>(json));
}
