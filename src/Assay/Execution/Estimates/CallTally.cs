namespace Assay.Execution.Estimates;

/// <summary>Calls of one model under one set of params.</summary>
internal sealed class CallTally
{
    /// <summary>How many generations there are.</summary>
    public long Generations { get; private set; }

    /// <summary>The tokens of the prompts, the model's own earlier answers left out.</summary>
    public long PromptTokens { get; private set; }

    /// <summary>How many completions there are: one per turn.</summary>
    public long Completions { get; private set; }

    /// <summary>How many times an earlier completion is read again by a later turn.</summary>
    public long Reread { get; private set; }

    /// <summary>Counts a generation.</summary>
    /// <param name="promptTokens">The tokens of its prompts.</param>
    /// <param name="laterTurns">How many scripted later turns it has.</param>
    public void Add(long promptTokens, int laterTurns)
    {
        Generations++;
        PromptTokens += promptTokens;
        Completions += laterTurns + 1;
        Reread += (long)laterTurns * (laterTurns + 1) / 2;
    }

    /// <summary>The estimate.</summary>
    /// <param name="written">The tokens that a generation or a completion writes; null when unknown.</param>
    /// <param name="perGeneration">Whether <paramref name="written"/> is of a whole generation with all of its turns, not of one completion.</param>
    /// <param name="price">What the tokens cost; null when unknown.</param>
    public TokenEstimate ToEstimate(double? written, bool perGeneration, TokenPrice? price)
    {
        if (Generations == 0)
            return TokenEstimate.None;
        long? completion = written is { } tokens ? (long)Math.Round((perGeneration ? Generations : Completions) * tokens, MidpointRounding.AwayFromZero) : null;
        var prompt = PromptTokens + (Reread * (completion ?? 0) / Completions);
        return new TokenEstimate(Generations, prompt, completion, price?.Of(prompt, completion));
    }
}
