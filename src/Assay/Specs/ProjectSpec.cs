using System.Text.Json.Serialization;

namespace Assay.Specs;

/// <summary>What all benchmarks of a project share: where results are kept, how work is run, and tools. Written as <c>assay.toml</c>, <c>assay.json</c> or by hand.</summary>
/// <param name="Name">The project's name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</param>
public sealed record ProjectSpec(string Name)
{
    /// <summary>Who answers for the project; null for nobody in particular.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The seed that candidates' seeds derive from; 0 by default. Part of every generation's identity.</summary>
    public long GlobalSeed { get; init; }

    /// <summary>Where results are kept; SQLite in <c>.assay</c> by default.</summary>
    public StorageSpec Storage { get; init; } = new SqliteStorageSpec();

    /// <summary>How work is run.</summary>
    public ExecutionPolicy Execution { get; init; } = new();

    /// <summary>Where work is run; in this process by default.</summary>
    public ExecutionBackendSpec Backend { get; init; } = new LocalBackendSpec();

    /// <summary>The tools that benchmarks may name.</summary>
    public ValueList<ToolSpec> Tools { get; init; } = [];

    /// <summary>The MCP servers that benchmarks may name and that models' providers reach.</summary>
    public ValueList<McpServerSpec> McpServers { get; init; } = [];

    /// <summary>The MCP servers that runs reach by themselves, by the id that slices name, in a file <c>[mcp.ID]</c>; a registered server of that id takes its place.</summary>
    public ValueMap<McpSpec> Mcp { get; init; } = ValueMap<McpSpec>.Empty;

    /// <summary>What models cost, for estimates and budgets; models without a price have an unknown cost.</summary>
    public ValueList<PriceSpec> Prices { get; init; } = [];

    /// <summary>What a run may spend, in a file <c>[budget]</c>; the slices of a test assembly share it. A run's own budget takes its place. Null, the default, for anything.</summary>
    public BudgetSpec? Budget { get; init; }

    /// <summary>The providers of models by the id that models name, in a file <c>[provider.ID]</c>; each becomes an engine where its kind is known. Not part of identity.</summary>
    [JsonPropertyName("provider")]
    public ValueMap<ProviderSpec> Providers { get; init; } = ValueMap<ProviderSpec>.Empty;

    /// <summary>Judges by id, in a file <c>[judge.ID]</c>, which scores name; a registered judge of that id takes its place.</summary>
    [JsonPropertyName("judge")]
    public ValueMap<JudgeSpec> Judges { get; init; } = ValueMap<JudgeSpec>.Empty;

    /// <summary>Anything else that should travel with results; not part of identity.</summary>
    public ValueMap<JsonValue> Metadata { get; init; } = ValueMap<JsonValue>.Empty;
}
