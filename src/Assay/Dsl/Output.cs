using Assay.Specs;

namespace Assay;

/// <summary>What an engine generated for one candidate.</summary>
/// <param name="Text">The text; never null, possibly empty.</param>
public sealed record Output(string Text)
{
    /// <summary>Tokens read, as the provider counted them; null when it did not say.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Those of <see cref="InputTokens"/> that the provider had cached; null when it did not say.</summary>
    public int? CachedInputTokens { get; init; }

    /// <summary>Tokens generated, as the provider counted them; null when it did not say.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Why generation ended, in the provider's word; null when it did not say.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The provider's name for the request, to find it in its logs; null when it did not say.</summary>
    public string? RequestId { get; init; }

    /// <summary>The exact version of the model that answered; null when the provider did not say.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>How long the first token took; null when that was not measured.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>What was said on the way to <see cref="Text"/>, recorded with the generation; empty for a single answer.</summary>
    public ValueList<ConversationTurn> Conversation { get; init; } = [];

    /// <summary>An output that is a text alone.</summary>
    public static implicit operator Output(string text) => FromString(text);

    /// <summary>An output that is a text alone.</summary>
    public static Output FromString(string text) => new(text);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
