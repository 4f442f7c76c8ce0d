using Assay.Specs;
using Assay.Specs.Serialization;

namespace Assay.Planning;

/// <summary>Where the parts of an experiment stand in the spec that the user wrote: the benchmark's where one was compiled.</summary>
/// <param name="source">The experiment.</param>
internal sealed class SpecPlaces(PlanSource source)
{
    public static string Model(int index) => SpecPath.At("models", index);

    /// <summary>A set of params; the grid as a whole where the set came from overrides.</summary>
    public string Params(int index)
    {
        if (source.Benchmark is not { } benchmark)
            return SpecPath.At("params", index);
        var at = benchmark.Inference.Overrides.Count == 0 ? IndexOf(benchmark.Inference.Params, set => set.Equals(source.Experiment.Params[index])) : -1;
        return at < 0 ? "inference" : SpecPath.At("inference.params", at);
    }

    public string Task(TaskSpec task) => source.Benchmark is { } benchmark
        ? SpecPath.At("slices", IndexOf(benchmark.Slices, slice => slice.Id == task.Id))
        : SpecPath.At("tasks", IndexOf(source.Experiment.Tasks, other => other.Id == task.Id));

    public string Prompt(TaskSpec task, PromptSpec prompt) => Shared(task, "prompts", source.Benchmark?.Prompts ?? task.Prompts, other => other.Id == prompt.Id);

    public string Parse(TaskSpec task, ParseSpec parse) => Shared(task, "parses", source.Benchmark?.Parses ?? task.Parses, other => other.Id == parse.Id);

    public string Score(TaskSpec task, ScoreSpec score) => Shared(task, "scores", source.Benchmark?.Scores ?? task.Scores, other => other.Id == score.Id);

    /// <summary>A list that belongs to the benchmark as a whole, or to each task of an experiment.</summary>
    private string Shared<T>(TaskSpec task, string list, ValueList<T> all, Func<T, bool> isIt) =>
        SpecPath.At(source.Benchmark is null ? SpecPath.At(Task(task), list) : list, IndexOf(all, isIt));

    private static int IndexOf<T>(ValueList<T> all, Func<T, bool> isIt)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (isIt(all[i]))
                return i;
        }

        return -1;
    }
}
