using Assay.Contracts;
using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class EngineFormTests
{
    [Fact]
    public Task An_engine_that_gives_a_transcript_and_a_score_that_reads_it()
    {
        var generated = Class(
            """
            [Slice("all", Scores = ["called"])] public static IEnumerable<Ticket> All => Tickets;

            [Engine("agent", Version = "1")]
            public static Transcript Agent(Ticket item) => Transcript.Empty.Called("look", System.Text.Json.JsonDocument.Parse("{}").RootElement, item.Label).Answered("done");

            [Engine("slow", Version = "1")]
            public static async Task<Transcript> Slow(Ticket item) { await Task.Yield(); return Transcript.Empty.Answered(item.Label); }

            [Score("called", Version = "1")]
            public static int Called(Transcript transcript, Output output, Ticket item) => transcript.Calls.Count + output.Text.Length;
            """,
            "[Model(\"agent\")] [Model(\"slow\")]");
        var plugins = new PluginRegistry(generated.Plugins)
            .Add(new FunctionEngine("agent", "1", EngineInput.Item, isPaid: false, static (request, _) => new(Transcript.Empty.Called("look", System.Text.Json.JsonElement.Parse("{}"), request.Item.Element.GetProperty("Label").GetString()!).Answered("done").ToOutput())))
            .Add(new FunctionEngine("slow", "1", EngineInput.Item, isPaid: false, static (request, _) => new(new Output(request.Item.Element.GetProperty("Label").GetString()!))))
            .Add(new FunctionMetric("called", "1", static (context, _) => new(new MetricResult(context.Output.Conversation.Count / 2 + context.Output.Text.Length))));
        return VerifyAsync(
            Spec(Slice("all") with { Scores = ["called"] }) with
            {
                Models = [new ModelSpec("agent", "agent"), new ModelSpec("slow", "slow")],
                Scores = [.. Spec().Scores, new ScoreSpec("called", [new MetricSpec("called") { Version = "1" }])],
            },
            plugins,
            generated);
    }

    [Fact]
    public Task An_engine_that_is_a_class_with_wire_names_and_an_endpoint()
    {
        const string All = "[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets;";
        var written = Spec(Slice("all")) with
        {
            Models = [new ModelSpec("small", "remote") { Name = "small-2026-01", Extras = new([new("reasoning", JsonValue.Parse("{\"effort\":\"low\"}"))]) }],
        };
        var generated = Class(
            $$"""
            {{All}}

            [Engine("remote")]
            public static Assay.Contracts.IEngine Remote { get; } = new Assay.Contracts.FunctionEngine("remote", "7", Assay.Contracts.EngineInput.Prompt, isPaid: false, static (request, _) => new(new Output(request.Model.WireName)))
            {
                Endpoint = new Uri("https://api.example/v1"),
            };
            """,
            "[Model(\"small\", Provider = nameof(Bench.Remote), Name = \"small-2026-01\", Extras = [\"reasoning={\\\"effort\\\": \\\"low\\\"}\"])]");
        var plugins = new PluginRegistry(generated.Plugins).Add(new FunctionEngine("remote", "7", EngineInput.Prompt, isPaid: false, static (request, _) => new(new Output(request.Model.WireName))) { Endpoint = new Uri("https://api.example/v1") });
        return VerifyAsync(written, plugins, generated);
    }
}
