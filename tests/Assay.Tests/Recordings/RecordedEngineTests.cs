using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Assay.Tests.Conformance;
using Assay.Tests.Datasets;

namespace Assay.Tests.Recordings;

public sealed class RecordedEngineTests : IDisposable
{
    private static readonly ModelSpec Small = new("small", "recorded");
    private static readonly ModelSpec Large = new("large", "recorded") { Name = "big-4.1" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Each_model_reads_its_own_output_by_its_wire_name()
    {
        var engine = await PrepareAsync("""
            {"q":"1+1","small":{"text":"3"},"big-4.1":{"text":"2"}}

            {"q":"2+2","small":{"text":"é"},"big-4.1":{"text":["4","four"]}}
            """);
        Assert.Equal("3", await AskAsync(engine, Small, "1+1"));
        Assert.Equal("2", await AskAsync(engine, Large, "1+1"));
        Assert.Equal("é", await AskAsync(engine, Small, "2+2"));
    }

    [Fact]
    public async Task A_text_answers_every_sample_and_a_list_sample_by_sample()
    {
        var engine = await PrepareAsync("""{"q":"a","small":{"text":"x"},"big-4.1":{"text":["y","z"]}}""");
        Assert.Equal(["x", "x"], [await AskAsync(engine, Small, "a", 0), await AskAsync(engine, Small, "a", 1)]);
        Assert.Equal(["y", "z"], [await AskAsync(engine, Large, "a", 0), await AskAsync(engine, Large, "a", 1)]);
        var exception = await Assert.ThrowsAsync<EngineException>(() => AskAsync(engine, Large, "a", 2));
        Assert.Equal(ErrorCode.GenerationMissing, exception.Code);
    }

    [Fact]
    public async Task Identity_is_the_recorded_text_alone()
    {
        var before = await PrepareAsync("{\"q\":\"a\",\"small\":{\"text\":\"x\"}}\n{\"q\":\"b\",\"small\":{\"text\":\"y\"}}\n");
        var (a, b) = (Digest(before, "a"), Digest(before, "b"));
        var after = await PrepareAsync("{\"q\":\"b\",\"small\":{\"text\":\"z\"}}\n{\"note\":1,\"q\":\"a\",\"small\":{\"text\":\"x\"}}\n");
        Assert.Equal(a, Digest(after, "a"));
        Assert.NotEqual(b, Digest(after, "b"));
        Assert.Equal((EngineInput.None, false), (after.Input, after.IsPaid));
    }

    [Fact]
    public async Task A_missing_recording_has_a_digest_and_fails_by_name()
    {
        var engine = await PrepareAsync("{\"q\":\"a\",\"small\":{\"text\":null}}\n");
        Assert.Equal(Digest(engine, "a"), Digest(engine, "nowhere"));
        var exception = await Assert.ThrowsAsync<EngineException>(() => AskAsync(engine, Small, "a"));
        Assert.Equal(ErrorCode.GenerationMissing, exception.Code);
        Assert.Contains("recorded.jsonl(1) holds no output of the model 'small' for the item 'item-a'", exception.Message);
    }

    [Fact]
    public async Task Other_values_are_their_canonical_json()
    {
        var engine = await PrepareAsync("""{"q":"a","small":{"text":{"b":1,"a":2.50}},"big-4.1":{"text":7}}""");
        Assert.Equal(["""{"a":2.5,"b":1}""", "7"], [await AskAsync(engine, Small, "a"), await AskAsync(engine, Large, "a")]);
    }

    [Theory]
    [InlineData("{\"q\":\"a\"}\n{\"q\":\"b\"}\n{\"q\":\"a\"}\n", 3, "same as on line 1")]
    [InlineData("{\"q\":\"a\"}\n{\"x\":\"b\"}\n", 2, "no text or number at 'q'")]
    [InlineData("{\"q\":\"a\"}\n{\"q\":\"b\"\n", 2, "not well-formed")]
    public async Task A_malformed_recording_is_named_by_line(string text, int line, string message)
    {
        var exception = await Assert.ThrowsAsync<DatasetException>(() => PrepareAsync(text));
        var problem = Assert.Single(exception.Problems);
        Assert.Equal(("recorded.jsonl", line), (problem.File, problem.Line!.Value));
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public async Task A_missing_file_fails_when_the_run_is_prepared_and_may_be_mended()
    {
        var engine = Engine();
        var exception = await Assert.ThrowsAsync<DatasetException>(() => engine.PrepareAsync([Small], folder.Path, CancellationToken.None).AsTask());
        Assert.Equal(ErrorCode.DatasetNotFound, exception.Code);
        folder.Write("recorded.jsonl", """{"q":"a","small":{"text":"x"}}""");
        await engine.PrepareAsync([Small], folder.Path, CancellationToken.None);
        Assert.Equal("x", await AskAsync(engine, Small, "a"));
    }

    [Fact]
    public async Task A_later_run_sees_a_changed_file_and_keeps_earlier_models()
    {
        var engine = await PrepareAsync("""{"q":"a","small":{"text":"x"},"big-4.1":{"text":"y"}}""", Small);
        await engine.PrepareAsync([Large], folder.Path, CancellationToken.None);
        Assert.Equal(["x", "y"], [await AskAsync(engine, Small, "a"), await AskAsync(engine, Large, "a")]);

        folder.Write("recorded.jsonl", """{"q":"a","small":{"text":"changed"}}""");
        await engine.PrepareAsync([Small], folder.Path, CancellationToken.None);
        Assert.Equal("changed", await AskAsync(engine, Small, "a"));
    }

    [Fact]
    public async Task A_file_that_changes_during_a_run_is_noticed()
    {
        var engine = await PrepareAsync("""{"q":"a","small":{"text":"x"}}""");
        folder.Write("recorded.jsonl", """{"q":"a","small":{"text":"y"}}""");
        var exception = await Assert.ThrowsAsync<DatasetException>(() => AskAsync(engine, Small, "a"));
        Assert.Contains("changed since the run began", exception.Message);
    }

    [Fact]
    public async Task Four_models_answers_to_gsm8k_are_found()
    {
        var path = SharedFiles.Require("data/gsm8k/example_model_solutions.jsonl");
        var items = await folder.ReadAsync(Dataset.Jsonl<JsonElement>(path).Bind(null));
        var engine = Recording.Jsonl<JsonElement>(path, "question", item => item.GetProperty("question").GetString()!, "{model}.solution").ToEngine("recorded");
        ModelSpec[] models = [.. new[] { "6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification" }.Select(name => new ModelSpec(name, "recorded"))];
        await engine.PrepareAsync(models, folder.Path, CancellationToken.None);
        Assert.Equal(1319, items.Count);
        foreach (var model in models)
            foreach (var item in items)
                Assert.Equal(((JsonElement)item.Value).GetProperty(model.Id).GetProperty("solution").GetString(), await AskAsync(engine, model, item, 0));
    }

    private static Task<string> AskAsync(IEngine engine, ModelSpec model, string question, int sample = 0) => AskAsync(engine, model, ItemOf(question), sample);

    private static async Task<string> AskAsync(IEngine engine, ModelSpec model, Item item, int sample) =>
        (await engine.GenerateAsync(new EngineRequest(model, new InferenceParams(), Prompt.Empty, item, 0, sample), CancellationToken.None)).Text;

    private static Hash128? Digest(IEngine engine, string question) => engine.ContentDigest(Small, ItemOf(question));

    private static Item ItemOf(string question) => new("item-" + question, question, JsonSerializer.SerializeToUtf8Bytes(question));

    private static IEngine Engine() => Recording.Jsonl<string>("recorded.jsonl", "q", question => question, "{model}.text").ToEngine("recorded");

    private async Task<IEngine> PrepareAsync(string text, params ModelSpec[] models)
    {
        folder.Write("recorded.jsonl", text);
        var engine = Engine();
        await engine.PrepareAsync(models.Length == 0 ? [Small, Large] : models, folder.Path, CancellationToken.None);
        return engine;
    }
}
