namespace Assay.Specs;

/// <summary>A benchmark: slices of data, ways to ask, models, and what is scored. It compiles to an <see cref="ExperimentSpec"/>.</summary>
/// <param name="Id">Unique within the project.</param>
public sealed record BenchmarkSpec(string Id)
{
    /// <summary>What it measures, for people; not part of identity.</summary>
    public string? Description { get; init; }

    /// <summary>The models, in the order of the matrix; at least one.</summary>
    public ValueList<ModelSpec> Models { get; init; } = [];

    /// <summary>The prompt variants, in the order of the matrix; empty when every engine reads items alone.</summary>
    public ValueList<PromptSpec> Prompts { get; init; } = [];

    /// <summary>The inference params.</summary>
    public InferenceGrid Inference { get; init; } = new();

    /// <summary>The slices; at least one.</summary>
    public ValueList<SliceSpec> Slices { get; init; } = [];

    /// <summary>The parses that scores may name.</summary>
    public ValueList<ParseSpec> Parses { get; init; } = [];

    /// <summary>The scores.</summary>
    public ValueList<ScoreSpec> Scores { get; init; } = [];

    /// <summary>The gates.</summary>
    public ValueList<GateSpec> Gates { get; init; } = [];

    /// <summary>The ceilings on what generations take.</summary>
    public ValueList<LimitSpec> Limits { get; init; } = [];

    /// <summary>How many candidates each trial generates; at least 1, and 1 by default.</summary>
    public int Samples { get; init; } = 1;
}
