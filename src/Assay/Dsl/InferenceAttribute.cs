namespace Assay;

/// <summary>Declares a set of inference params; several make several sets, and an <see cref="InferenceGridAttribute"/> varies each. What is not set is the provider's default.</summary>
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

    /// <summary>A seed that is sent to the provider for every sample; where it is not written, each candidate's own is sent.</summary>
    public long Seed { get; init; }

    /// <summary>The answer's form: <c>text</c>, <c>json</c> or <c>json_schema</c>; null leaves it to the provider.</summary>
    public string? ResponseFormat { get; init; }

    /// <summary>
    /// The type that the answer is to be read as, such as that of a parse: the compiler makes a JSON schema of its constructor, which is sent as the
    /// response format <c>json_schema</c>. Null, the default, for none.
    /// </summary>
    public Type? ResponseType { get; init; }

    /// <summary>How many alternatives' log probabilities to return for each token, at least 0; where it is not written, none are asked for.</summary>
    public int Logprobs { get; init; }

    /// <summary>Settings that only this provider knows, each as <c>key=value</c>; a value that is JSON is taken as such, any other as text.</summary>
    public string[] Extras { get; init; } = [];
}
