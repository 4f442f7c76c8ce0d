using Assay.Specs;

namespace Assay.Prompts;

/// <summary>What templates may name besides the item and the prompt: <c>{slice.id}</c>, <c>{slice.dimensions.key}</c> and <c>{benchmark.id}</c>.</summary>
public sealed record PromptScope
{
    /// <summary>A scope in which those placeholders have no value.</summary>
    public static PromptScope Empty { get; } = new();

    /// <summary>The benchmark's id; null for none.</summary>
    public string? BenchmarkId { get; init; }

    /// <summary>The slice's id; null for none.</summary>
    public string? SliceId { get; init; }

    /// <summary>The slice's dimensions.</summary>
    public ValueMap<string> Dimensions { get; init; } = ValueMap<string>.Empty;
}
