using Assay.Compilation;
using Assay.Contracts;
using Assay.Errors;
using Assay.Planning;
using Assay.Prompts;
using Assay.Specs;

namespace Assay;

/// <content>Previews of prompts.</content>
public sealed partial class Orchestrator
{
    /// <summary>Shows the prompts that each slice or task selects for an item, with the few-shot examples that a run would show; neither engine nor store is asked.</summary>
    /// <param name="source">The experiment or benchmark.</param>
    /// <param name="item">The item; it need not be one of the data set's. One of an example's content is not shown that example.</param>
    /// <param name="cancellationToken">Stops reading the examples.</param>
    /// <returns>One preview per slice and prompt variant, in order; a placeholder without a value stands as it was written, images as they are named.</returns>
    /// <exception cref="SpecValidationException">The spec breaks rules, or a template is malformed.</exception>
    /// <exception cref="AssayException">The item or the examples cannot be read, or a value cannot have the given format (<c>prompt_malformed</c>).</exception>
    public async Task<ValueList<PromptPreview>> PreviewAsync(RunSource source, Item item, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (item.Failure is not null)
            throw item.Failure;
        var experiment = source.ToExperiment();
        var plan = SourceOf(source, experiment);
        var (examples, places) = (new ExampleLoader(plan), new SpecPlaces(plan));
        var previews = new List<PromptPreview>();
        foreach (var task in experiment.Tasks)
        {
            var scope = new PromptScope { BenchmarkId = experiment.Id, SliceId = task.Id, Dimensions = task.Dimensions };
            foreach (var prompt in task.Prompts)
            {
                var shown = PreparedPrompt.Parse(prompt, places.Prompt(task, prompt)).Preview(item, scope);
                if (prompt.Examples is not null)
                    shown = (await examples.RenderAsync(task, prompt, cancellationToken)).AddTo(shown, item);
                previews.Add(new PromptPreview(task.Id, prompt.Id, shown));
            }
        }

        return ValueList.From(previews);
    }
}
