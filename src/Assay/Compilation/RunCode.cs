using Assay.Contracts;

namespace Assay.Compilation;

/// <summary>The code behind what is run.</summary>
/// <param name="Plugins">Its own plugins.</param>
/// <param name="Datasets">Its own data, by task id.</param>
internal sealed record RunCode(PluginRegistry Plugins, IReadOnlyDictionary<string, IDatasetSource> Datasets)
{
    /// <summary>Compiled renderers by prompt id.</summary>
    public IReadOnlyDictionary<string, Func<Item, Prompt>> Renderers { get; init; } = new Dictionary<string, Func<Item, Prompt>>();

    /// <summary>Its own examples, by prompt id.</summary>
    public IReadOnlyDictionary<string, IDatasetSource> Examples { get; init; } = new Dictionary<string, IDatasetSource>();

    /// <summary>The source file of the class; null when unknown.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The line of the class, from 1; 0 when unknown.</summary>
    public int SourceLine { get; init; }
}
