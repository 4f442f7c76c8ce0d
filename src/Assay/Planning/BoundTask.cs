using Assay.Contracts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>A task whose ids are resolved and whose settings are checked; its items are not read yet.</summary>
/// <param name="Task">The task.</param>
/// <param name="Models">The experiment's models, ready to run with this task's tools.</param>
/// <param name="Prompts">The prompt variants.</param>
/// <param name="Parses">The parses.</param>
/// <param name="Scores">The metrics of the scores, in order.</param>
/// <param name="Tools">The tools that models may call.</param>
/// <param name="McpServers">The servers whose tools models may call and that their providers reach.</param>
internal sealed record BoundTask(
    TaskSpec Task,
    IReadOnlyList<PlannedModel> Models,
    IReadOnlyList<PlannedPrompt> Prompts,
    IReadOnlyList<PlannedParse> Parses,
    IReadOnlyList<PlannedScore> Scores,
    ValueList<ToolSpec> Tools,
    ValueList<McpServerSpec> McpServers)
{
    /// <summary>The metrics of the scores of the whole slice, in order.</summary>
    public IReadOnlyList<PlannedSliceScore> SliceScores { get; init; } = [];

    /// <summary>The servers whose tools models may call and that the run reaches by itself, in order.</summary>
    public IReadOnlyList<IToolServer> ToolServers { get; init; } = [];
}
