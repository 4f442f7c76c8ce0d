using Assay.Specs;

namespace Assay.Execution.Estimates;

/// <summary>Gathers what a run takes of one model.</summary>
/// <param name="model">The model.</param>
/// <param name="isPaid">Whether its calls cost money.</param>
/// <param name="parameters">The experiment's sets of params.</param>
internal sealed class ModelTally(ModelSpec model, bool isPaid, ValueList<InferenceParams> parameters)
{
    private readonly CallTally[] missing = [.. parameters.Select(static _ => new CallTally())];
    private readonly CallTally[] whole = [.. parameters.Select(static _ => new CallTally())];
    private readonly CallTally[] missingOfBatches = [.. parameters.Select(static _ => new CallTally())];
    private readonly CallTally[] wholeOfBatches = [.. parameters.Select(static _ => new CallTally())];

    /// <summary>How many questions cannot be asked: the item cannot be read, or lacks what the prompt names.</summary>
    public long Unaskable { get; set; }

    /// <summary>How many questions take more tokens than the model can read.</summary>
    public long TooLong { get; set; }

    /// <summary>Whether images are shown, which no one counted.</summary>
    public bool ShowsImages { get; set; }

    /// <summary>The least exact way in which prompts were counted.</summary>
    public TokenMethod Method { get; private set; }

    /// <summary>Counts a generation.</summary>
    public void Add(int parameters, bool isBatched, TokenMethod method, long promptTokens, int laterTurns)
    {
        (isBatched ? wholeOfBatches : whole)[parameters].Add(promptTokens, laterTurns);
        if (method > Method)
            Method = method;
    }

    /// <summary>Counts one of those that were added as missing.</summary>
    public void AddMissing(int parameters, bool isBatched, long promptTokens, int laterTurns) => (isBatched ? missingOfBatches : missing)[parameters].Add(promptTokens, laterTurns);

    /// <summary>The estimate.</summary>
    /// <param name="price">The model's price; null when it has none.</param>
    /// <param name="usage">What is stored for the model.</param>
    public ModelEstimate ToEstimate(PriceSpec? price, ModelUsage usage)
    {
        var tokenPrice = !isPaid ? TokenPrice.Free : price is null ? null : TokenPrice.Of(price, usage.CachedShare);
        var batchPrice = !isPaid ? TokenPrice.Free : price is null ? null : TokenPrice.Of(price, usage.CachedShare, isBatched: true);
        var estimate = new ModelEstimate(model.Id, model.WireName, model.Provider, isPaid) { IsPriced = tokenPrice is not null, Method = Method, CachedShare = usage.CachedShare, Basis = CompletionBasis.Stored };
        for (var i = 0; i < parameters.Count; i++)
        {
            var (written, basis) = CompletionOf(parameters[i], usage);
            estimate = estimate with
            {
                Missing = estimate.Missing + Of(missing[i], tokenPrice) + Of(missingOfBatches[i], batchPrice),
                Whole = estimate.Whole + Of(whole[i], tokenPrice) + Of(wholeOfBatches[i], batchPrice),
                MissingInBatches = estimate.MissingInBatches + missingOfBatches[i].Generations,
                Basis = LessSure(estimate.Basis, basis),
            };

            TokenEstimate Of(CallTally tally, TokenPrice? each) => tally.ToEstimate(written, basis == CompletionBasis.Stored, each);
        }

        return estimate;
    }

    private (double? Tokens, CompletionBasis Basis) CompletionOf(InferenceParams parameters, ModelUsage usage) => (usage.MeanOutputTokens, parameters.MaxTokens) switch
    {
        // A function or a recording that reads no prompt has no tokens.
        (null, _) when !isPaid && Method == TokenMethod.None => (0, CompletionBasis.None),
        ({ } mean, _) => (mean, CompletionBasis.Stored),
        (null, { } most) => (most, CompletionBasis.MaxTokens),
        _ => (null, CompletionBasis.None),
    };

    private static CompletionBasis LessSure(CompletionBasis left, CompletionBasis right) =>
        left == CompletionBasis.None || right == CompletionBasis.None ? CompletionBasis.None : left > right ? left : right;
}
