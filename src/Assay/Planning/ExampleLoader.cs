using Assay.Contracts;
using Assay.Prompts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Reads the few-shot examples of prompts, once for all tasks that ask with the same.</summary>
/// <param name="source">The experiment.</param>
internal sealed class ExampleLoader(PlanSource source)
{
    private readonly Dictionary<PromptSpec, IReadOnlyList<Item>> read = [];

    /// <summary>The task with the examples in its prompts.</summary>
    /// <exception cref="Errors.AssayException">Examples cannot be read or rendered.</exception>
    public async ValueTask<BoundTask> LoadAsync(BoundTask bound, CancellationToken cancellationToken)
    {
        if (bound.Prompts.All(static prompt => prompt.Spec?.Examples is null))
            return bound;
        var prompts = new List<PlannedPrompt>(bound.Prompts.Count);
        foreach (var prompt in bound.Prompts)
            prompts.Add(prompt.Spec?.Examples is null ? prompt : await LoadAsync(bound.Task, prompt, prompt.Spec, cancellationToken));
        return bound with { Prompts = prompts };
    }

    /// <summary>A prompt's examples, rendered for a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="spec">A prompt that has examples.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.AssayException">Examples cannot be read or rendered.</exception>
    public async ValueTask<PreparedExamples> RenderAsync(TaskSpec task, PromptSpec spec, CancellationToken cancellationToken)
    {
        if (!read.TryGetValue(spec, out var items))
        {
            var list = new List<Item>();
            await foreach (var item in source.Datasets.ReadExamplesAsync(task, spec, cancellationToken))
                list.Add(item);
            read.Add(spec, items = list);
        }

        var scope = new PromptScope { BenchmarkId = source.Experiment.Id, SliceId = task.Id, Dimensions = task.Dimensions };
        return PreparedExamples.Render(spec, items, scope, new SpecPlaces(source).Prompt(task, spec));
    }

    private async ValueTask<PlannedPrompt> LoadAsync(TaskSpec task, PlannedPrompt prompt, PromptSpec spec, CancellationToken cancellationToken)
    {
        var examples = await RenderAsync(task, spec, cancellationToken);
        var files = new ImageFiles(source.ProjectDirectory);
        return prompt with { Examples = examples.Digest, Render = item => files.Embed(examples.AddTo(prompt.Render(item), item)) };
    }
}
