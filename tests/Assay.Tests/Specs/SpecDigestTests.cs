using Assay.Identity;
using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class SpecDigestTests
{
    [Fact]
    public void Digests_are_of_canonical_json_without_defaults()
    {
        Assert.Equal(Digest.Of("""{"extras":{"a":false,"b":null},"name":"m","provider":"p"}"""u8), SpecDigest.Of(new ModelSpec("m", "p") { Extras = SpecSamples.Json(("b", "null"), ("a", "false")) }));
        Assert.Equal(Digest.Of("""{"stop":["x"],"temperature":0,"top_p":0.5}"""u8), SpecDigest.Of(new InferenceParams { Temperature = 0.0, TopP = 0.50, Stop = ["x"] }));
        Assert.Equal(Digest.Of("{}"u8), SpecDigest.Of(new InferenceParams()));
        Assert.Equal(Digest.Of("""{"extractors":[{"config":{"a":1},"id":"regex","version":"2"}]}"""u8), SpecDigest.Of(new ParseSpec("x", [new("regex") { Version = "2", Config = JsonValue.Parse("""{ "a": 1.0 }""") }])));
        Assert.Equal(Digest.Of("""{"messages":[{"content":"ä","role":"user"}]}"""u8), SpecDigest.Of(new PromptSpec("p", [new(MessageRole.User, "ä")])));
        Assert.Equal(Digest.Of("""{"id":"m"}"""u8), SpecDigest.Of(new MetricSpec("m")));
        Assert.Equal(SpecDigest.Of(new MetricSpec("m")), SpecDigest.Of(new MetricSpec("m") { Config = JsonValue.Parse("null") }));
        Assert.Equal(Digest.Of("""{"id":"b"}"""u8), SpecDigest.Of(new BenchmarkSpec("b")));
    }

    [Fact]
    public void Models_are_told_apart_by_what_the_engine_sees()
    {
        var model = new ModelSpec("gpt", "openai");
        Assert.Equal(SpecDigest.Of(model), SpecDigest.Of(new ModelSpec("shown", "openai") { Name = "gpt" }));
        Assert.NotEqual(SpecDigest.Of(model), SpecDigest.Of(model with { Provider = "azure" }));
        Assert.NotEqual(SpecDigest.Of(model), SpecDigest.Of(model with { Name = "gpt-2" }));
        Assert.NotEqual(SpecDigest.Of(model), SpecDigest.Of(model with { Extras = SpecSamples.Json(("a", "1")) }));
    }

    [Fact]
    public void Names_for_people_are_no_part_of_prompts_parses_and_scores()
    {
        var prompt = SpecSamples.Full.Prompts[0];
        Assert.Equal(SpecDigest.Of(prompt), SpecDigest.Of(prompt with { Id = "other", Family = null }));
        Assert.NotEqual(SpecDigest.Of(prompt), SpecDigest.Of(prompt with { Variables = SpecSamples.Text(("hint", "Guess.")) }));
        Assert.NotEqual(SpecDigest.Of(prompt), SpecDigest.Of(prompt with { FollowUps = [] }));
        Assert.NotEqual(SpecDigest.Of(prompt), SpecDigest.Of(prompt with { Messages = [.. prompt.Messages.Reverse()] }));

        var parse = SpecSamples.Full.Parses[0];
        Assert.Equal(SpecDigest.Of(parse), SpecDigest.Of(parse with { Id = "other" }));
        Assert.NotEqual(SpecDigest.Of(parse), SpecDigest.Of(parse with { Extractors = [.. parse.Extractors.Reverse()] }));

        var score = SpecSamples.Full.Scores[0];
        Assert.Equal(SpecDigest.Of(score), SpecDigest.Of(score with { Id = "other", Parse = "renamed", HigherIsBetter = true }));
        Assert.NotEqual(SpecDigest.Of(score), SpecDigest.Of(score with { IfUnparsed = null }));
        Assert.NotEqual(SpecDigest.Of(score), SpecDigest.Of(score with { Metrics = [score.Metrics[0]] }));
    }

    [Fact]
    public void A_changed_code_digest_changes_metric_and_extractor()
    {
        Assert.NotEqual(SpecDigest.Of(new MetricSpec("m") { Version = "a" }), SpecDigest.Of(new MetricSpec("m") { Version = "b" }));
        Assert.NotEqual(SpecDigest.Of(new ExtractorSpec("m") { Version = "a" }), SpecDigest.Of(new ExtractorSpec("m") { Version = "b" }));
    }

    [Fact]
    public void Whole_specs_change_with_any_member_but_the_description()
    {
        var full = SpecSamples.Full;
        Assert.Equal(SpecDigest.Of(full), SpecDigest.Of(full with { Description = null }));
        Assert.NotEqual(SpecDigest.Of(full), SpecDigest.Of(full with { Samples = 1 }));
        Assert.NotEqual(SpecDigest.Of(full), SpecDigest.Of(full with { Gates = [] }));
        Assert.NotEqual(SpecDigest.Of(SpecSamples.Experiment), SpecDigest.Of(SpecSamples.Experiment with { Id = "other" }));
        Assert.NotEqual(SpecDigest.Of(SpecSamples.Experiment.Tasks[0]), SpecDigest.Of(SpecSamples.Experiment.Tasks[0] with { Cluster = null }));
        Assert.NotEqual(SpecDigest.Of(DatasetQuery.All), SpecDigest.Of(new DatasetQuery { Kind = DatasetQueryKind.Subset, Count = 1 }));
    }

    [Fact]
    public void Equal_specs_have_one_digest_after_the_round_trip()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var benchmark = new RandomSpecs(seed).Benchmark();
            Assert.Equal(SpecDigest.Of(benchmark), SpecDigest.Of(SpecJson.Read<BenchmarkSpec>(SpecJson.Write(benchmark))));
        }
    }
}
