namespace Assay.Specs;

/// <summary>How a model is asked to generate. Null means the provider's default.</summary>
public sealed partial record InferenceParams
{
    /// <summary>Sampling temperature, at least 0.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling mass, above 0 and at most 1.</summary>
    public double? TopP { get; init; }

    /// <summary>How many tokens are sampled from, at least 1.</summary>
    public int? TopK { get; init; }

    /// <summary>The longest completion, in tokens, at least 1.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Texts that end the completion.</summary>
    public ValueList<string> Stop { get; init; } = [];

    /// <summary>A fixed seed sent to the provider; null sends the candidate's own.</summary>
    public long? Seed { get; init; }

    /// <summary>The answer's form: <c>text</c>, <c>json</c> or <c>json_schema</c>; null for the provider's default.</summary>
    public string? ResponseFormat { get; init; }

    /// <summary>How many alternatives' log probabilities to return per token; null for none.</summary>
    public int? Logprobs { get; init; }

    /// <summary>Settings that only this provider knows.</summary>
    public ValueMap<JsonValue> Extras { get; init; } = ValueMap<JsonValue>.Empty;
}
