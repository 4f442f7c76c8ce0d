using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class EvolvingAnExperiment
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        desk.Write("words.jsonl", """
            {"id":"a","word":"stone"}
            {"id":"b","word":"tree"}
            """);
        var registry = PluginRegistry.WithBuiltIns()
            .Add(new FunctionEngine("echo", "1", EngineInput.Prompt, isPaid: false, (request, _) => ValueTask.FromResult<Output>(request.Prompt.Text)));
        var before = new BenchmarkSpec("words")
        {
            Models = [new ModelSpec("echo", "echo")],
            Prompts = [new PromptSpec("plain", [new MessageSpec(MessageRole.User, "{item.word}")])],
            Slices = [new SliceSpec("all", new DatasetSpec(DatasetKind.Jsonl) { Path = "words.jsonl" })],
            Scores = [new ScoreSpec("match", [new MetricSpec("exact_match") { Config = JsonValue.Parse("""{"expected":"word"}""") }])],
        };
        var after = before with { Prompts = [before.Prompts[0], new PromptSpec("loud", [new MessageSpec(MessageRole.User, "{item.word}!")])] };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("demo"), new OrchestratorOptions { ProjectDirectory = desk.Folder, Registry = registry });
        await orchestrator.RunBenchmarkAsync(before);

        var diff = await orchestrator.DiffSpecsAsync(before, after);
        desk.WriteLine($"{diff.Generations.Added.Count} generations to add, {diff.Generations.Removed.Count} no longer asked for, finished work left behind: {diff.LeavesFinishedWork}");

        var result = await orchestrator.RunBenchmarkAsync(after);
        desk.WriteLine($"{result.Work!.Generated} generated, {result.Work.Reused} reused");
        // </guide>
    }
}
