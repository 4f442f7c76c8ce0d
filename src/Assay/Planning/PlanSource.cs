using Assay.Contracts;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>An experiment with the code and data behind it: what a planner needs, wherever it came from.</summary>
/// <param name="Experiment">The experiment, compiled when it came from a benchmark.</param>
/// <param name="Plugins">What its ids name.</param>
/// <param name="Datasets">Finds a task's data.</param>
internal sealed record PlanSource(ExperimentSpec Experiment, PluginRegistry Plugins, ITaskData Datasets)
{
    /// <summary>The benchmark that it was compiled from; null for an experiment that was written as one.</summary>
    public BenchmarkSpec? Benchmark { get; init; }

    /// <summary>Compiled renderers by prompt id; a prompt without one is rendered from its template.</summary>
    public IReadOnlyDictionary<string, Func<Item, Prompt>> Renderers { get; init; } = new Dictionary<string, Func<Item, Prompt>>();

    /// <summary>The project: its seed, tools and servers.</summary>
    public required ProjectSpec Project { get; init; }

    /// <summary>The folder against which data files are resolved.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>The source file of the benchmark's class, for problems; null for a spec written by hand.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The line in <see cref="SourcePath"/>, from 1; 0 when unknown.</summary>
    public int SourceLine { get; init; }
}
