namespace Assay.Specs;

/// <summary>One way to ask: a prompt variant.</summary>
/// <param name="Id">Unique within the benchmark.</param>
/// <param name="Messages">At least one message, in order.</param>
public sealed record PromptSpec(string Id, ValueList<MessageSpec> Messages)
{
    /// <summary>The family by which slices may select variants; null for none.</summary>
    public string? Family { get; init; }

    /// <summary>Scripted later turns, each sent after the model's answer to what came before.</summary>
    public ValueList<MessageSpec> FollowUps { get; init; } = [];

    /// <summary>Few-shot examples; null for none.</summary>
    public ExamplesSpec? Examples { get; init; }

    /// <summary>Values for <c>{prompt.key}</c> placeholders.</summary>
    public ValueMap<string> Variables { get; init; } = ValueMap<string>.Empty;
}
