using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Inference]</c>; null leaves a setting to the provider.</summary>
internal sealed record InferenceModel(double? Temperature, double? TopP, int? TopK, int? MaxTokens, EquatableArray<string> Stop);
