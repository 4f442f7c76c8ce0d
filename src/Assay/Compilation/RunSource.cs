using Assay.Compilation;
using Assay.Contracts;
using Assay.Specs;

namespace Assay;

/// <summary>
/// What an orchestrator runs: an experiment or a benchmark, written by hand or with the code behind it. Each
/// converts by itself, so that a call takes any of them.
/// </summary>
public sealed class RunSource
{
    internal const string BenchmarkKind = "benchmark";

    private RunSource(ExperimentSpec? experiment, BenchmarkSpec? benchmark, BenchmarkDefinition? definition, RunCode? code)
    {
        Written = experiment;
        Benchmark = benchmark;
        Definition = definition;
        Code = code;
    }

    /// <summary>The benchmark; null for an experiment.</summary>
    public BenchmarkSpec? Benchmark { get; }

    /// <summary>The benchmark with the code behind it; null for an experiment and for a spec written by hand.</summary>
    public BenchmarkDefinition? Definition { get; }

    /// <summary>The experiment as it was written; null for a benchmark.</summary>
    public ExperimentSpec? Written { get; }

    /// <summary>The benchmark's or experiment's id.</summary>
    public string Id => Benchmark?.Id ?? Written!.Id;

    /// <summary>What it is: <c>benchmark</c> or <c>experiment</c>.</summary>
    public string Kind => Benchmark is null ? "experiment" : BenchmarkKind;

    /// <summary>An experiment, whose plugins are the orchestrator's registry.</summary>
    public static implicit operator RunSource(ExperimentSpec experiment) => new(experiment, null, null, null);

    /// <summary>A benchmark, whose plugins are the orchestrator's registry.</summary>
    public static implicit operator RunSource(BenchmarkSpec benchmark) => new(null, benchmark, null, null);

    /// <summary>A benchmark with plugins and data of its own; ids that it lacks are looked up in the orchestrator's registry.</summary>
    public static implicit operator RunSource(BenchmarkDefinition definition) => new(null, definition.Spec, definition, new RunCode(definition.Plugins, definition.Datasets)
    {
        Renderers = definition.Renderers,
        Examples = definition.Examples,
        SourcePath = definition.SourcePath,
        SourceLine = definition.SourceLine,
    });

    /// <summary>An experiment with plugins and data of its own; ids that it lacks are looked up in the orchestrator's registry.</summary>
    public static implicit operator RunSource(ExperimentDefinition definition) => new(definition.Spec, null, null, new RunCode(definition.Plugins, definition.Datasets)
    {
        Renderers = definition.Renderers,
        Examples = definition.Examples,
        SourcePath = definition.SourcePath,
        SourceLine = definition.SourceLine,
    });

    /// <summary>The code behind it; null for a spec written by hand.</summary>
    internal RunCode? Code { get; }

    /// <summary>The spec as JSON, as it was written.</summary>
    internal string ToJson() => Benchmark is null ? SpecJson.Write(Written!) : SpecJson.Write(Benchmark);

    /// <summary>The experiment that is run: checked, and compiled where a benchmark was given.</summary>
    /// <exception cref="Errors.SpecValidationException">The spec breaks rules; every problem at once.</exception>
    public ExperimentSpec ToExperiment()
    {
        if (Benchmark is null)
        {
            SpecValidator.EnsureValid(Written!);
            return Written!;
        }

        SpecValidator.EnsureValid(Benchmark);
        return BenchmarkCompiler.Compile(Benchmark);
    }
}
