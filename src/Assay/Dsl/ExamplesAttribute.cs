namespace Assay;

/// <summary>
/// Shows few-shot examples in a prompt, each as the user's question and the model's answer, after the leading system and developer
/// messages. They are the same for every item asked about, which is never its own example: one of the same content is left out.
/// The prompt's method gives the prompt without them; runs add them.
/// </summary>
/// <param name="source">The static member that gives the examples' items, by <c>nameof</c> or by name, or a slice's id. Items are of the type that the prompt takes.</param>
/// <param name="answer">How the model answers an example: a text with placeholders such as <c>{item.Label}</c>, filled in from the example.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class ExamplesAttribute(string source, string answer) : Attribute
{
    /// <summary>The member that gives the examples' items.</summary>
    public string Source { get; } = source;

    /// <summary>How the model answers an example.</summary>
    public string Answer { get; } = answer;

    /// <summary>How the user asks about an example; null, the default, asks as the prompt's last <see cref="UserAttribute"/> does.</summary>
    public string? Question { get; init; }

    /// <summary>How many items to show: the first ones, or a sample where <see cref="Seed"/> or <see cref="Stratify"/> is written; all where it is not written.</summary>
    public int Take { get; init; }

    /// <summary>Draws the items that <see cref="Take"/> counts at random, the same for the same seed; where it is not written, the first ones are taken.</summary>
    public long Seed { get; init; }

    /// <summary>The item's field, by path or by <c>nameof</c>, each of whose values gets a fair share of <see cref="Take"/>; null for none.</summary>
    public string? Stratify { get; init; }

    /// <summary>The ids of the items to show; none means that ids do not matter.</summary>
    public string[] Ids { get; init; } = [];

    /// <summary>Fields with the values that items must have, each as <c>field=value</c> and compared as text.</summary>
    public string[] Where { get; init; } = [];
}
