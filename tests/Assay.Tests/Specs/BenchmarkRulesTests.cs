using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class BenchmarkRulesTests
{
    [Fact]
    public void Valid_benchmarks_have_no_problems()
    {
        Assert.Empty(SpecValidator.Validate(SpecSamples.Small));
        Assert.Empty(SpecValidator.Validate(SpecSamples.Full));
        SpecValidator.EnsureValid(SpecSamples.Full);
    }

    [Theory]
    [MemberData(nameof(BrokenIds))]
    public void Ids_are_held_to_their_characters(string id) =>
        AssertBroken(SpecSamples.Small with { Id = id }, "id");

    public static TheoryData<string> BrokenIds => ["", " ", "a b", "a/b", "a:b", ".hidden", "-a", "a\u0007", "a\tb", new string('x', 129)];

    [Theory]
    [InlineData("a")]
    [InlineData("_a")]
    [InlineData("7b.v2-x_y")]
    [InlineData("Zugänge")]
    [InlineData("日本")]
    public void Ids_of_letters_digits_and_marks_are_valid(string id) =>
        Assert.Empty(SpecValidator.Validate(SpecSamples.Small with { Id = id }));

    [Fact]
    public void Model_ids_may_look_like_paths_and_tags() =>
        Assert.Empty(SpecValidator.Validate(SpecSamples.Small with { Models = [new("meta-llama/Llama-3:8b@latest+q4", "lab/engine")] }));

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_broken_rule_is_found_at_its_path(string path, BenchmarkSpec benchmark) => AssertBroken(benchmark, path);

    public static TheoryData<string, BenchmarkSpec> Broken
    {
        get
        {
            var small = SpecSamples.Small;
            var model = small.Models[0];
            var prompt = small.Prompts[0];
            var score = small.Scores[0];
            return new()
            {
                { "models", small with { Models = [] } },
                { "models[1].id", small with { Models = [model, model with { Provider = "other" }] } },
                { "models[0].id", small with { Models = [model with { Id = "a b" }] } },
                { "models[0].provider", small with { Models = [model with { Provider = "" }] } },
                { "models[0].name", small with { Models = [model with { Name = " " }] } },
                { "models[0].extras[\"\"]", small with { Models = [model with { Extras = SpecSamples.Json(("", "1")) }] } },
                { "prompts[1].id", small with { Prompts = [prompt, prompt] } },
                { "prompts[0].id", small with { Prompts = [prompt with { Id = "a/b" }] } },
                { "prompts[0].family", small with { Prompts = [prompt with { Family = "" }] } },
                { "prompts[0].messages", small with { Prompts = [prompt with { Messages = [] }] } },
                { "prompts[0].messages[0].content", small with { Prompts = [prompt with { Messages = [new(MessageRole.User, "")] }] } },
                { "prompts[0].messages[0].role", small with { Prompts = [prompt with { Messages = [new((MessageRole)99, "x")] }] } },
                { "prompts[0].messages[0].images[0]", small with { Prompts = [prompt with { Messages = [new(MessageRole.User, "x") { Images = [""] }] }] } },
                { "prompts[0].follow_ups[0].role", small with { Prompts = [prompt with { FollowUps = [new(MessageRole.Assistant, "x")] }] } },
                { "prompts[0].follow_ups[0].content", small with { Prompts = [prompt with { FollowUps = [new(MessageRole.User, " ")] }] } },
                { "prompts[0].variables[\"a b\"]", small with { Prompts = [prompt with { Variables = SpecSamples.Text(("a b", "x")) }] } },
                { "slices", small with { Slices = [] } },
                { "slices[1].id", small with { Slices = [small.Slices[0], small.Slices[0]] } },
                { "slices[0].id", small with { Slices = [small.Slices[0] with { Id = "" }] } },
                { "slices[0].prompts[1]", WithSlice(small, slice => slice with { Prompts = ["p1", "nope"] }) },
                { "slices[0].prompts[0]", WithSlice(small, slice => slice with { Prompts = [""] }) },
                { "slices[0].prompts[1]", WithSlice(small, slice => slice with { Prompts = ["p1", "p1"] }) },
                { "slices[0].families[0]", WithSlice(small, slice => slice with { Families = ["zz"] }) },
                { "slices[0].scores[0]", WithSlice(small, slice => slice with { Scores = ["zz"] }) },
                { "slices[0].scores[1]", WithSlice(small, slice => slice with { Scores = ["accuracy", "accuracy"] }) },
                { "slices[0].dimensions[\"a b\"]", WithSlice(small, slice => slice with { Dimensions = SpecSamples.Text(("a b", "x")) }) },
                { "slices[0].dimensions.lang", WithSlice(small, slice => slice with { Dimensions = SpecSamples.Text(("lang", "e\tn")) }) },
                { "slices[0].cluster", WithSlice(small, slice => slice with { Cluster = "" }) },
                { "parses[1].id", small with { Parses = [small.Parses[0], small.Parses[0]] } },
                { "parses[0].extractors", small with { Parses = [new("letter", [])] } },
                { "parses[0].extractors[0].id", small with { Parses = [new("letter", [new("")])] } },
                { "parses[0].extractors[0].version", small with { Parses = [new("letter", [new("x") { Version = "" }])] } },
                { "scores[1].id", small with { Scores = [score, score] } },
                { "scores[0].id", small with { Scores = [score with { Id = "a/b" }] } },
                { "scores[0].metrics", small with { Scores = [score with { Metrics = [] }] } },
                { "scores[0].metrics[1].id", small with { Scores = [score with { Metrics = [new("m"), new("m") { Version = "2" }] }] } },
                { "scores[0].metrics[0].id", small with { Scores = [score with { Metrics = [new("a b")] }] } },
                { "scores[0].metrics[0].version", small with { Scores = [score with { Metrics = [new("m") { Version = "a\n" }] }] } },
                { "scores[0].parse", small with { Scores = [score with { Parse = "nope" }] } },
                { "scores[0].if_unparsed", small with { Scores = [score with { Parse = null, IfUnparsed = 0 }] } },
                { "scores[0].if_unparsed", small with { Scores = [score with { IfUnparsed = double.NaN }] } },
                { "scores[0].if_unparsed", small with { Scores = [score with { IfUnparsed = 0, Scope = ScoreScope.Slice }] } },
                { "scores[0].scope", small with { Scores = [score with { Scope = (ScoreScope)9 }] } },
                { "scores[0].reduction", small with { Scores = [score with { Reduction = "median" }] } },
                { "scores[0].reduction", small with { Scores = [score with { Reduction = "pass@0" }] } },
                { "slices[0].samples", small with { Scores = [score with { Reduction = "pass@2" }] } },
                { "slices[0].samples", small with { Slices = [small.Slices[0] with { Samples = 0 }] } },
                { "slices[0].samples", small with { Samples = 3, Slices = [small.Slices[0] with { Samples = 2 }], Scores = [score with { Reduction = "pass@3" }] } },
                { "gates[0].score", small with { Gates = [new("nope", GatePolicy.Exact)] } },
                { "gates[0].score", small with { Gates = [new("accuracy/f1", GatePolicy.Exact)] } },
                { "gates[1].score", small with { Gates = [new("accuracy", GatePolicy.Exact), new("accuracy", GatePolicy.Absolute)] } },
                { "gates[0].policy", small with { Gates = [new("accuracy", (GatePolicy)7)] } },
                { "gates[0].tolerance", small with { Gates = [new("accuracy", GatePolicy.Absolute) { Tolerance = -0.1 }] } },
                { "gates[0].tolerance", small with { Gates = [new("accuracy", GatePolicy.Relative) { Tolerance = double.PositiveInfinity }] } },
                { "gates[0].tolerance", small with { Gates = [new("accuracy", GatePolicy.Exact) { Tolerance = 0.1 }] } },
                { "gates[0].tolerance", small with { Gates = [new("accuracy", GatePolicy.Exact) { Tolerance = double.NaN }] } },
                { "gates[0].baseline", small with { Gates = [new("accuracy", GatePolicy.Exact) { Baseline = "nobody" }] } },
                { "gates[1].score", small with { Gates = [new("accuracy", GatePolicy.Exact) { Baseline = small.Models[0].Id }, new("accuracy", GatePolicy.Absolute) { Baseline = small.Models[0].Id }] } },
                { "gates[0].min_effect", small with { Gates = [new("accuracy", GatePolicy.Absolute) { MinEffect = 0.1 }] } },
                { "gates[0].min_effect", small with { Gates = [new("accuracy", GatePolicy.Significance) { MinEffect = -0.1 }] } },
                { "gates[0].alpha", small with { Gates = [new("accuracy", GatePolicy.Significance) { Alpha = 0.5 }] } },
                { "gates[0].margin", small with { Gates = [new("accuracy", GatePolicy.NonInferiority)] } },
                { "gates[0].margin", small with { Gates = [new("accuracy", GatePolicy.Significance) { Margin = 0.1 }] } },
                { "gates[0].at_most", small with { Gates = [new("accuracy", GatePolicy.Limits) { AtLeast = 0.5, AtMost = 0.4 }] } },
                { "gates[0].policy", small with { Gates = [new("accuracy", GatePolicy.Limits)] } },
                { "gates[0].error_rate", small with { Gates = [new("accuracy", GatePolicy.Exact) { ErrorRate = 1.1 }] } },
                { "gates[0].confirm", small with { Gates = [new("accuracy", GatePolicy.Exact) { Confirm = 1 }] } },
                { "gates[0].confirm", small with { Gates = [new("accuracy", GatePolicy.Significance) { Confirm = 101 }] } },
                { "gates[0].on_improved", small with { Gates = [new("accuracy", GatePolicy.Exact) { OnImproved = (GateAction)7 }] } },
                { "limits[0].at_most", small with { Limits = [new(LimitMeasure.CostPerItem, 0)] } },
                { "limits[0].model", small with { Limits = [new(LimitMeasure.CostPerItem, 1) { Model = "nobody" }] } },
                { "limits[1].measure", small with { Limits = [new(LimitMeasure.CostPerItem, 1), new(LimitMeasure.CostPerItem, 2)] } },
                { "samples", small with { Samples = 0 } },
            };
        }
    }

    [Fact]
    public void Gates_may_name_a_score_or_one_of_its_metrics() =>
        Assert.Empty(SpecValidator.Validate(SpecSamples.Small with { Gates = [new("accuracy", GatePolicy.Exact), new("accuracy/exact_match", GatePolicy.Absolute) { Tolerance = 0.5 }] }));

    [Fact]
    public void All_problems_are_found_at_once()
    {
        var broken = SpecSamples.Small with
        {
            Id = "",
            Models = [],
            Slices = [SpecSamples.Small.Slices[0] with { Prompts = ["x", "y"] }],
            Samples = -1,
        };
        var error = Assert.Throws<SpecValidationException>(() => SpecValidator.EnsureValid(broken));
        Assert.Equal(["id", "models", "slices[0].prompts[0]", "slices[0].prompts[1]", "samples"], error.Problems.Select(static problem => problem.Path));
        Assert.All(error.Problems, static problem => Assert.Equal(ErrorCode.SchemaMismatch, problem.Code));
    }

    [Fact]
    public void Messages_name_what_exists()
    {
        var problem = Assert.Single(SpecValidator.Validate(WithSlice(SpecSamples.Full, slice => slice with { Prompts = ["dierct"] })));
        Assert.Equal("There is no prompt 'dierct'; known are: direct, short.", problem.Message);
    }

    private static void AssertBroken(BenchmarkSpec benchmark, string path) =>
        Assert.Equal(path, Assert.Single(SpecValidator.Validate(benchmark)).Path);

    private static BenchmarkSpec WithSlice(BenchmarkSpec benchmark, Func<SliceSpec, SliceSpec> change) =>
        benchmark with { Slices = [change(benchmark.Slices[0])] };
}
