using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class HooksAndTimelines
{
    // <guide>
    private sealed class Politeness : IHook
    {
        public string Id => "politeness";

        public string Version => "1";

        public HookStages Stages => HookStages.Inference;

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            var asked = context.Request.Prompt.Messages[^1];
            context.Request = context.Request with { Prompt = new Prompt(asked with { Text = "Please: " + asked.Text }) };
            return ValueTask.CompletedTask;
        }
    }

    public static async Task RunAsync(Desk desk)
    {
        var benchmark = BenchmarkDefinition.Simple(
            "echo",
            prompt: "Say {item.Word}",
            engine: prompt => prompt,
            items: [new { Word = "hello" }],
            score: (item, output) => output.Contains(item.Word, StringComparison.Ordinal) ? 1 : 0);
        var options = new OrchestratorOptions { ProjectDirectory = desk.Folder, Registry = PluginRegistry.WithBuiltIns().Add(new Politeness()) };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("demo"), options);

        var result = await orchestrator.RunBenchmarkAsync(benchmark);
        await foreach (var candidate in result.CandidatesAsync())
        {
            desk.WriteLine((await candidate.OutputAsync())!.Text);
            foreach (var step in (await result.TimelineAsync(candidate)).Steps)
                desk.WriteLine($"{step.Stage}: {step.Name} {step.Score}");
        }
    }
    // </guide>
}
