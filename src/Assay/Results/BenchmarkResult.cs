using Assay.Errors;
using Assay.Specs;

namespace Assay.Results;

/// <summary>What a run of a benchmark found.</summary>
public sealed class BenchmarkResult : RunResult
{
    private BenchmarkResult(ResultSource source, BenchmarkSpec benchmark, IReadOnlyList<TaskScope> tasks)
        : base(source, tasks) => Benchmark = benchmark;

    /// <summary>The benchmark.</summary>
    public BenchmarkSpec Benchmark { get; }

    /// <summary>The slices' ids, in order.</summary>
    public IReadOnlyList<string> SliceIds => TaskIds;

    /// <summary>The ids of the prompt variants that some slice uses, in the order of the slices; empty when every engine reads items alone.</summary>
    public IReadOnlyList<string> PromptVariantIds => [.. PromptIds.Where(static id => id.Length > 0)];

    /// <summary>The results of one slice alone.</summary>
    /// <param name="id">The slice's id.</param>
    /// <exception cref="AssayException">There is no such slice (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public BenchmarkResult Slice(string id) => Tasks.FirstOrDefault(task => task.Id == id) is { } task
        ? new BenchmarkResult(Source, Benchmark, [task])
        : throw new AssayException(ErrorCode.OptionInvalid, $"The results of '{ExperimentId}' hold no slice '{id}'; they hold: {string.Join(", ", SliceIds)}.");

    /// <inheritdoc/>
    public override BenchmarkResult ForTransform(string hashPrefix) => new(Source, Benchmark, TasksOfParse(hashPrefix));

    /// <inheritdoc/>
    public override BenchmarkResult ForEvaluation(string hashPrefix) => new(Source, Benchmark, TasksOfScore(hashPrefix));

    internal static BenchmarkResult Of(ResultSource source, BenchmarkSpec benchmark) => new(source, benchmark, source.Scopes());
}
