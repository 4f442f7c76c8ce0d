using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class Estimating
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        desk.Write("questions.jsonl", """
            {"id":"a","q":"Why is the sky blue?"}
            {"id":"b","q":"Why is the sea salty?"}
            """);
        var registry = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("openai", "1", EngineInput.Prompt, isPaid: true, (_, _) => throw new InvalidOperationException("An estimate calls no engine.")));
        var benchmark = new BenchmarkSpec("questions")
        {
            Models = [new ModelSpec("gpt-4o-mini", "openai")],
            Prompts = [new PromptSpec("short", [new MessageSpec(MessageRole.User, "Answer in one sentence: {item.q}")])],
            Inference = new InferenceGrid { Params = [new InferenceParams { MaxTokens = 100 }] },
            Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Jsonl) { Path = "questions.jsonl" })],
            Samples = 3,
        };
        var project = new ProjectSpec("demo") { Prices = [new PriceSpec("gpt-4o-mini") { InputPerMillion = 0.15, OutputPerMillion = 0.60 }] };
        await using var orchestrator = Orchestrator.FromProjectSpec(project, new OrchestratorOptions { ProjectDirectory = desk.Folder, Registry = registry });

        var estimate = await orchestrator.EstimateAsync(benchmark);
        desk.WriteLine($"{estimate.Trials} trials, {estimate.Generation.Total} generations, {estimate.Missing.CompletionTokens} completion tokens at most, {estimate.Cost:0.000000} in all");
        // </guide>
    }
}
