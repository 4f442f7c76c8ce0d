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

    /// <summary>The tokens of <see cref="Text"/> with their log probabilities, in order; empty where none were asked for or given, and where secrets were taken out of the text.</summary>
    public ValueList<TokenLogprob> Logprobs { get; init; } = [];

    /// <summary>
    /// How probable the model held an answer that it gave: the probability of the last token that is the answer by itself, white space around it left
    /// out, else of the tokens in which the answer is last said, multiplied.
    /// </summary>
    /// <param name="answer">The answer, such as a chosen letter.</param>
    /// <returns>From 0 to 1; null where no token says it, or none is recorded.</returns>
    public double? ProbabilityOf(string answer) => AnswerProbability.Of(Logprobs, answer);

    /// <summary>How probable the model held another answer in the place of the one that it gave: 0 where it is not among the alternatives that were asked for.</summary>
    /// <param name="answer">The other answer.</param>
    /// <param name="inPlaceOf">The answer that was given, which one token is by itself.</param>
    /// <returns>From 0 to 1; null where no token is the given answer, or none is recorded.</returns>
    public double? ProbabilityOf(string answer, string inPlaceOf) => AnswerProbability.Of(Logprobs, answer, inPlaceOf);

    /// <summary>An output that is a text alone.</summary>
    public static implicit operator Output(string text) => FromString(text);

    /// <summary>An output that is a text alone.</summary>
    public static Output FromString(string text) => new(text);

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
