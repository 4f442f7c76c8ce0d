namespace Assay.Specs;

/// <summary>
/// A judge: a model with a prompt and a scale, or a panel of other judges. Written in a project file as <c>[judge.ID]</c>, or in code as
/// <c>new ModelJudge(id, spec)</c>. All of it is part of the identity of every score that asks the judge.
/// </summary>
public sealed record JudgeSpec
{
    /// <summary>The model's wire name; null for a panel.</summary>
    public string? Model { get; init; }

    /// <summary>The id of the engine that runs the model; null for a panel.</summary>
    public string? Provider { get; init; }

    /// <summary>What the judge does; grades by default.</summary>
    public JudgeForm Form { get; init; }

    /// <summary>The grades; whole numbers from 1 to 5 by default. A comparison has none.</summary>
    public JudgeScale Scale { get; init; } = new();

    /// <summary>What to judge by, in words, where a score does not say; null for the prompt's own words.</summary>
    public string? Criteria { get; init; }

    /// <summary>The fields of the item that <c>{item}</c> shows; all of them by default. Name them where the item holds what the judge must not see, such as human labels.</summary>
    public ValueList<string> Shows { get; init; } = [];

    /// <summary>The system message; null takes the built-in one.</summary>
    public string? System { get; init; }

    /// <summary>
    /// The message that asks, with <c>{item}</c>, <c>{item.field}</c>, <c>{criteria}</c>, <c>{reference}</c>, <c>{scale}</c>, and <c>{output}</c> or, in a comparison,
    /// <c>{output_a}</c> and <c>{output_b}</c>; null takes the built-in one. Double braces are literal ones.
    /// </summary>
    public string? Prompt { get; init; }

    /// <summary>The inference params; the provider's defaults by default. The answer's form is a JSON schema wherever the engine knows one, unless these say otherwise.</summary>
    public InferenceParams Params { get; init; } = new();

    /// <summary>Settings of the model that the engine understands.</summary>
    public ValueMap<JsonValue> Extras { get; init; } = ValueMap<JsonValue>.Empty;

    /// <summary>How often the model is asked for a verdict that can be read, from 1 to 10; 3 by default.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The ids of the judges of a panel; empty for a model.</summary>
    public ValueList<string> Panel { get; init; } = [];

    /// <summary>How the verdicts of a panel become one; by majority by default.</summary>
    public PanelRule Rule { get; init; }
}
