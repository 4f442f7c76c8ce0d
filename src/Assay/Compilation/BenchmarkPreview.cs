using System.Diagnostics.CodeAnalysis;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Errors;
using Assay.Prompts;
using Assay.Specs;
using Assay.Specs.Serialization;

namespace Assay.Compilation;

/// <summary>Shows the prompts of a benchmark for an item, without running anything or reading data: <c>Orchestrator.PreviewAsync</c> shows few-shot examples too.</summary>
public static class BenchmarkPreview
{
    private const string Reflection = "Writes T by reflection; give an Item where code is trimmed or compiled ahead of time.";

    /// <summary>Renders the prompts that each slice selects, by the renderer that runs use, without their few-shot examples.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="item">The item; it need not be one of the benchmark's.</param>
    /// <returns>One preview per slice and prompt variant, in the benchmark's order; a placeholder without a value stands as it was written.</returns>
    /// <exception cref="SpecValidationException">The benchmark breaks rules, or a template is malformed; every problem at once.</exception>
    /// <exception cref="AssayException">The item cannot be read, or a value cannot have the given format (<c>prompt_malformed</c>).</exception>
    public static ValueList<PromptPreview> Preview(this BenchmarkSpec benchmark, Item item)
    {
        if (item.Failure is not null)
            throw item.Failure;
        SpecValidator.EnsureValid(benchmark);
        var prepared = Prepare(benchmark);
        var previews = new List<PromptPreview>();
        foreach (var task in BenchmarkCompiler.Compile(benchmark, [new InferenceParams()]).Tasks)
        {
            var scope = new PromptScope { BenchmarkId = benchmark.Id, SliceId = task.Id, Dimensions = task.Dimensions };
            foreach (var prompt in task.Prompts)
                previews.Add(new PromptPreview(task.Id, prompt.Id, prepared[prompt.Id].Preview(item, scope)));
        }

        return ValueList.From(previews);
    }

    /// <summary>Renders the prompts that each slice selects for a value of an item's type.</summary>
    /// <typeparam name="T">The item's type.</typeparam>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="value">The value.</param>
    /// <returns>As <see cref="Preview(BenchmarkSpec, Item)"/>.</returns>
    /// <exception cref="AssayException">As <see cref="Preview(BenchmarkSpec, Item)"/>; or the value cannot be written as JSON.</exception>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static ValueList<PromptPreview> Preview<T>(this BenchmarkSpec benchmark, T value)
        where T : notnull
    {
        using var factory = new ItemFactory<T>(ItemJson.TypeInfo<T>(), null, new DataPlace(null));
        return benchmark.Preview(factory.FromValue(value, 1));
    }

    private static Dictionary<string, PreparedPrompt> Prepare(BenchmarkSpec benchmark)
    {
        var prepared = new Dictionary<string, PreparedPrompt>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var (index, prompt) in benchmark.Prompts.Index())
        {
            try
            {
                prepared.Add(prompt.Id, PreparedPrompt.Parse(prompt, SpecPath.At("prompts", index)));
            }
            catch (SpecValidationException exception)
            {
                problems.AddRange(exception.Problems);
            }
        }

        return problems.Count == 0 ? prepared : throw new SpecValidationException(problems);
    }
}
