using Assay.Errors;
using Assay.Specs;

namespace Assay.Compilation;

/// <summary>Turns a benchmark into the experiment that is planned and run: one task per slice, every selection resolved.</summary>
public static class BenchmarkCompiler
{
    /// <summary>Compiles all slices with the benchmark's own inference params.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <exception cref="SpecValidationException">A slice selects prompts, families or scores that do not exist, or the grid cannot be expanded.</exception>
    public static ExperimentSpec Compile(BenchmarkSpec benchmark) => Compile(benchmark, InferenceGridExpander.Expand(benchmark.Inference));

    /// <summary>Compiles all slices.</summary>
    /// <param name="benchmark">A benchmark that has been validated.</param>
    /// <param name="parameters">The expanded inference params; at least one.</param>
    /// <exception cref="SpecValidationException">A slice selects prompts, families or scores that do not exist.</exception>
    public static ExperimentSpec Compile(BenchmarkSpec benchmark, ValueList<InferenceParams> parameters)
    {
        var problems = new List<Problem>();
        var tasks = new List<TaskSpec>(benchmark.Slices.Count);
        for (var i = 0; i < benchmark.Slices.Count; i++)
        {
            var slice = benchmark.Slices[i];
            var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"slices[{i}]");
            var scores = Select(benchmark.Scores, slice.Scores, static score => score.Id, $"{path}.scores", "score", problems);
            var read = scores.Select(static score => score.Parse).ToHashSet(StringComparer.Ordinal);
            tasks.Add(new TaskSpec(slice.Id, slice.Dataset)
            {
                Query = slice.Query,
                Prompts = SelectPrompts(benchmark, slice, path, problems),
                Parses = ValueList.From(benchmark.Parses.Where(parse => read.Contains(parse.Id))),
                Scores = scores,
                Samples = slice.Samples,
                Tools = slice.Tools,
                McpServers = slice.McpServers,
                Dimensions = slice.Dimensions,
                Cluster = slice.Cluster,
            });
        }

        if (problems.Count > 0)
            throw new SpecValidationException(problems);
        return new ExperimentSpec(benchmark.Id)
        {
            Models = benchmark.Models,
            Params = parameters,
            Tasks = ValueList.From(tasks),
            Samples = benchmark.Samples,
        };
    }

    private static ValueList<PromptSpec> SelectPrompts(BenchmarkSpec benchmark, SliceSpec slice, string path, List<Problem> problems)
    {
        if (slice.Prompts.Count == 0 && slice.Families.Count == 0)
            return benchmark.Prompts;
        foreach (var id in slice.Prompts.Where(id => benchmark.Prompts.All(prompt => prompt.Id != id)))
            problems.Add(Unknown($"{path}.prompts", "prompt", id, benchmark.Prompts.Select(static prompt => prompt.Id)));
        foreach (var family in slice.Families.Where(family => benchmark.Prompts.All(prompt => prompt.Family != family)))
            problems.Add(Unknown($"{path}.families", "prompt family", family, benchmark.Prompts.Select(static prompt => prompt.Family).OfType<string>()));
        return ValueList.From(benchmark.Prompts.Where(prompt =>
            slice.Prompts.Contains(prompt.Id) || (prompt.Family is { } family && slice.Families.Contains(family))));
    }

    private static ValueList<T> Select<T>(ValueList<T> all, ValueList<string> ids, Func<T, string> idOf, string path, string kind, List<Problem> problems)
    {
        if (ids.Count == 0)
            return all;
        foreach (var id in ids.Where(id => all.All(one => idOf(one) != id)))
            problems.Add(Unknown(path, kind, id, all.Select(idOf)));
        return ValueList.From(all.Where(one => ids.Contains(idOf(one))));
    }

    private static Problem Unknown(string path, string kind, string id, IEnumerable<string> known) =>
        new(ErrorCode.SchemaMismatch, $"There is no {kind} '{id}'; known are: {string.Join(", ", known.Distinct().Order(StringComparer.Ordinal))}.") { Path = path };
}
