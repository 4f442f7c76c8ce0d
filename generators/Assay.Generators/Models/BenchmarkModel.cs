using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>All that is emitted for one benchmark class. Names are C# as written in source, escaped where keywords.</summary>
/// <param name="Type">The class.</param>
/// <param name="Id">The benchmark's id.</param>
/// <param name="Description">What it measures; null for none.</param>
/// <param name="Samples">Candidates per trial.</param>
/// <param name="IsValid">Whether it has no error; without that only prompt bodies are emitted, so that the compiler reports nothing that follows from the first error.</param>
/// <param name="ItemType">The items' type as a global name.</param>
/// <param name="ItemId">The item's id as an expression over <c>item</c>; null where it has none.</param>
internal sealed record BenchmarkModel(
    TypeModel Type,
    string Id,
    string? Description,
    int Samples,
    bool IsValid,
    string ItemType,
    string? ItemId)
{
    /// <summary>Whether it is an experiment.</summary>
    public bool IsExperiment { get; init; }

    /// <summary>What the compiler says about uses of the class.</summary>
    public CaveatsModel TypeCaveats { get; init; } = CaveatsModel.None;

    /// <summary>What it says about uses of the class's members and their types.</summary>
    public CaveatsModel Caveats { get; init; } = CaveatsModel.None;

    public EquatableArray<LlmModel> Models { get; init; }

    public EquatableArray<InferenceModel> Inferences { get; init; }

    /// <summary>Keys of params with the JSON texts of the values that a grid tries.</summary>
    public EquatableArray<PairModel> Grid { get; init; }

    public EquatableArray<SliceModel> Slices { get; init; }

    public EquatableArray<PromptModel> Prompts { get; init; }

    public EquatableArray<ParseModel> Parses { get; init; }

    public EquatableArray<ScoreModel> Scores { get; init; }

    public EquatableArray<EngineModel> Engines { get; init; }

    public EquatableArray<ToolModel> Tools { get; init; }

    public EquatableArray<ToolServerModel> McpServers { get; init; }

    public EquatableArray<HookModel> Hooks { get; init; }

    public EquatableArray<JudgeModel> Judges { get; init; }

    public EquatableArray<GateModel> Gates { get; init; }

    public EquatableArray<LimitModel> Limits { get; init; }
}
