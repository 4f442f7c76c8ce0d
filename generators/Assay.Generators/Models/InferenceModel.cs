using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Inference]</c>; null leaves a setting to the provider.</summary>
internal sealed record InferenceModel(double? Temperature, double? TopP, int? TopK, int? MaxTokens, EquatableArray<string> Stop)
{
    public long? Seed { get; init; }

    public string? ResponseFormat { get; init; }

    public int? Logprobs { get; init; }

    /// <summary>Keys with JSON texts.</summary>
    public EquatableArray<PairModel> Extras { get; init; }
}
