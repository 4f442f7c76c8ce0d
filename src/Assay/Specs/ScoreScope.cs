namespace Assay.Specs;

/// <summary>What a score looks at.</summary>
public enum ScoreScope
{
    /// <summary>One candidate at a time; tables show the mean over items.</summary>
    Item,

    /// <summary>All answers of a slice by one model, asked in one way, at once, such as a corpus' BLEU; tables show its value.</summary>
    Slice,
}
