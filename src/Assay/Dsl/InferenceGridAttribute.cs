namespace Assay;

/// <summary>
/// Tries every combination of values for inference params: each <see cref="InferenceAttribute"/> of the class, or the provider's defaults
/// where there is none, times each combination of what is listed here. A combination that occurs twice runs once.
/// </summary>
/// <example><code>[InferenceGrid(Temperature = [0, 0.7], MaxTokens = [64, 256])]</code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class InferenceGridAttribute : Attribute
{
    /// <summary>Sampling temperatures, each at least 0.</summary>
    public double[] Temperature { get; init; } = [];

    /// <summary>Nucleus sampling masses, each above 0 and at most 1.</summary>
    public double[] TopP { get; init; } = [];

    /// <summary>Numbers of tokens to sample from, each at least 1.</summary>
    public int[] TopK { get; init; } = [];

    /// <summary>Longest completions in tokens, each at least 1.</summary>
    public int[] MaxTokens { get; init; } = [];

    /// <summary>Texts that end the completion, one at a time.</summary>
    public string[] Stop { get; init; } = [];

    /// <summary>Seeds that are sent to the provider.</summary>
    public long[] Seed { get; init; } = [];

    /// <summary>Forms of the answer: <c>text</c>, <c>json</c> or <c>json_schema</c>.</summary>
    public string[] ResponseFormat { get; init; } = [];

    /// <summary>Numbers of alternatives whose log probabilities to return, each at least 0.</summary>
    public int[] Logprobs { get; init; } = [];

    /// <summary>Settings that only this provider knows, each as <c>key=value</c>, a key once for each of its values; a value that is JSON is taken as such, any other as text.</summary>
    public string[] Extras { get; init; } = [];
}
