using System.Text.Json.Nodes;
using Assay.Specs;
using Assay.Specs.Settings;

namespace Assay.Execution.Provenance;

/// <summary>With what a run was made. Recorded with the run, never part of identity or snapshots; it holds no secret.</summary>
public sealed record RunProvenance
{
    /// <summary>The product's version.</summary>
    public required string Product { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>The operating system and the processor's architecture.</summary>
    public required string Os { get; init; }

    /// <summary>What was checked out in the project's folder; null where that cannot be told.</summary>
    public GitState? Git { get; init; }

    /// <summary>The versions of packages by name.</summary>
    public ValueMap<string> Packages { get; init; } = ValueMap<string>.Empty;

    /// <summary>Where models were asked, by the model's id: addresses without credentials and query; models whose engine does not tell are absent.</summary>
    public ValueMap<string> Endpoints { get; init; } = ValueMap<string>.Empty;

    /// <summary>The versions of plugins by kind and id, such as <c>engine/openai</c>.</summary>
    public ValueMap<string> Plugins { get; init; } = ValueMap<string>.Empty;

    /// <summary>The run's labels.</summary>
    public ValueMap<string> Labels { get; init; } = ValueMap<string>.Empty;

    /// <summary>The settings of the project and of the run, and where they came from; those of the spec stand with its plan.</summary>
    public ValueList<ConfigSetting> Settings { get; init; } = [];

    /// <summary>The provenance as JSON on one line.</summary>
    public string ToJson() => ProvenanceJson.Write(this).ToJsonString();

    /// <summary>Reads what <see cref="ToJson"/> wrote; what an earlier version did not write is empty.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is not JSON.</exception>
    public static RunProvenance Parse(string json) => ProvenanceJson.Read(JsonNode.Parse(json)?.AsObject() ?? []);
}
