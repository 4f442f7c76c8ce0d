using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Prompt]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Family">Its family; null for none.</param>
/// <param name="Signature">The partial method's declaration as its implementation repeats it; null where another class holds it.</param>
/// <param name="Call">How the method is called.</param>
/// <param name="Messages">Its messages, in order.</param>
internal sealed record PromptModel(string Id, string? Family, string? Signature, string Call, EquatableArray<MessageModel> Messages)
{
    /// <summary>Its scripted later turns, in order.</summary>
    public EquatableArray<MessageModel> FollowUps { get; init; }

    /// <summary>Its few-shot examples; null for none.</summary>
    public ExamplesModel? Examples { get; init; }

    /// <summary>Its variables, in ordinal order of their keys.</summary>
    public EquatableArray<PairModel> Variables { get; init; }

    /// <summary>Whether it is refused, so that its body throws.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Whether it names the slice or the benchmark, which its method does not know: then runs render its templates.</summary>
    public bool NeedsScope { get; init; }
}
