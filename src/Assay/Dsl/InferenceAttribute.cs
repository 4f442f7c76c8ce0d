namespace Assay;

/// <summary>Declares a set of inference params; several make several sets. What is not set is the provider's default.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class InferenceAttribute : Attribute
{
    /// <summary>Sampling temperature, at least 0; NaN, the default, leaves it to the provider.</summary>
    public double Temperature { get; init; } = double.NaN;

    /// <summary>Nucleus sampling mass, above 0 and at most 1; NaN, the default, leaves it to the provider.</summary>
    public double TopP { get; init; } = double.NaN;

    /// <summary>How many tokens are sampled from; 0, the default, leaves it to the provider.</summary>
    public int TopK { get; init; }

    /// <summary>The longest completion, in tokens; 0, the default, leaves it to the provider.</summary>
    public int MaxTokens { get; init; }

    /// <summary>Texts that end the completion.</summary>
    public string[] Stop { get; init; } = [];
}
