namespace Assay;

/// <summary>What an engine generated for one candidate.</summary>
/// <param name="Text">The text; never null, possibly empty.</param>
public sealed record Output(string Text)
{
    /// <summary>Tokens read, as the provider counted them; null when it did not say.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Tokens generated, as the provider counted them; null when it did not say.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Why generation ended, in the provider's word; null when it did not say.</summary>
    public string? FinishReason { get; init; }

    /// <summary>An output that is a text alone.</summary>
    public static implicit operator Output(string text) => FromString(text);

    /// <summary>An output that is a text alone.</summary>
    public static Output FromString(string text) => new(text);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
