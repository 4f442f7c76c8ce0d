using Assay.Specs;

namespace Assay.Contracts;

/// <summary>An experiment with the code behind it: the spec, the plugins that it names and each task's data. Generated from an attributed class, or written by hand.</summary>
public sealed class ExperimentDefinition
{
    /// <summary>The spec.</summary>
    public required ExperimentSpec Spec { get; init; }

    /// <summary>The engines, extractors, metrics, judges, hooks and tools that the spec names.</summary>
    public required PluginRegistry Plugins { get; init; }

    /// <summary>Each task's items, by task id; a task without them is read from its data set's file.</summary>
    public required IReadOnlyDictionary<string, IDatasetSource> Datasets { get; init; }

    /// <summary>The items of few-shot examples, by prompt id; a prompt without them reads its data set's file.</summary>
    public IReadOnlyDictionary<string, IDatasetSource> Examples { get; init; } = new Dictionary<string, IDatasetSource>();

    /// <summary>Compiled renderers by prompt id; a prompt without one is rendered from its template.</summary>
    public IReadOnlyDictionary<string, Func<Item, Prompt>> Renderers { get; init; } = new Dictionary<string, Func<Item, Prompt>>();

    /// <summary>The class's name; the spec's id for a hand-written definition.</summary>
    public required string Name { get; init; }

    /// <summary>The source file of the class, relative to the project's folder with forward slashes, for problems; null when unknown.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The line of the class in <see cref="SourcePath"/>, from 1; 0 when unknown.</summary>
    public int SourceLine { get; init; }
}
