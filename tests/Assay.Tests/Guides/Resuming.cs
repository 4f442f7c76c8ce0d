using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Guides;

internal static class Resuming
{
    public static async Task RunAsync(Desk desk)
    {
        // <guide>
        var isDown = true;
        var benchmark = BenchmarkDefinition.Simple(
            "shout",
            prompt: "{item.Word}",
            engine: prompt => isDown && prompt == "three" ? throw new InvalidOperationException("The line is dead.") : prompt.ToUpperInvariant(),
            items: [new { Word = "one" }, new { Word = "two" }, new { Word = "three" }],
            score: (item, output) => string.Equals(output, item.Word, StringComparison.OrdinalIgnoreCase) ? 1 : 0);

        // The run is kept: its id follows from the spec and the data.
        string runId;
        await using (var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("demo"), new OrchestratorOptions { ProjectDirectory = desk.Folder }))
        {
            var handle = await orchestrator.SubmitAsync(benchmark);
            runId = handle.RunId.ToString();
            desk.WriteLine($"{handle.Status}: {handle.Warnings[0]}");
        }

        // Later, in another process: what is done is used again, what failed is tried again.
        isDown = false;
        await using var later = Orchestrator.FromProjectSpec(new ProjectSpec("demo"), new OrchestratorOptions { ProjectDirectory = desk.Folder });
        var resumed = await later.ResumeAsync(runId, benchmark);
        desk.WriteLine($"{resumed.Handle.Status}: {resumed.Result!.Work!.Generated} generated, {resumed.Result.Work.Reused} reused");
        // </guide>
    }
}
