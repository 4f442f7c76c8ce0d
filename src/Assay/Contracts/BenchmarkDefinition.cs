using Assay.Specs;

namespace Assay.Contracts;

/// <summary>
/// A benchmark with the code behind it: the spec, the plugins that it names and each slice's data. Generated from an
/// attributed class, or written by hand.
/// </summary>
public sealed partial class BenchmarkDefinition
{
    /// <summary>The spec.</summary>
    public required BenchmarkSpec Spec { get; init; }

    /// <summary>The engines, extractors and metrics that the spec names.</summary>
    public required PluginRegistry Plugins { get; init; }

    /// <summary>Each slice's items, by slice id.</summary>
    public required IReadOnlyDictionary<string, IDatasetSource> Datasets { get; init; }

    /// <summary>The items of few-shot examples, by prompt id; a prompt without them reads its data set's file.</summary>
    public IReadOnlyDictionary<string, IDatasetSource> Examples { get; init; } = new Dictionary<string, IDatasetSource>();

    /// <summary>Compiled renderers by prompt id; a prompt without one is rendered from its template.</summary>
    public IReadOnlyDictionary<string, Func<Item, Prompt>> Renderers { get; init; } = new Dictionary<string, Func<Item, Prompt>>();

    /// <summary>The class's name, which names the snapshots; the spec's id for a hand-written definition.</summary>
    public required string Name { get; init; }

    /// <summary>The source file of the class, relative to the project's folder with forward slashes; snapshots lie beside it. Null puts them in the project's folder.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The line of the class in <see cref="SourcePath"/>, from 1; 0 when unknown.</summary>
    public int SourceLine { get; init; }

    /// <summary>The line of each slice's declaration, by slice id; empty when unknown.</summary>
    public IReadOnlyDictionary<string, int> SliceLines { get; init; } = new Dictionary<string, int>();
}
