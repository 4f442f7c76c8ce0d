namespace Assay;

/// <summary>How BLEU mends an n-gram precision of zero, which would make the whole score zero (Chen and Cherry, 2014).</summary>
public enum BleuSmoothing
{
    /// <summary>The k-th order without a match counts 1 / 2^k matches: method 3, as sacreBLEU does by default.</summary>
    Exponential,

    /// <summary>One is added to the matches and the total of every order above the first: method 2.</summary>
    AddOne,

    /// <summary>It is not mended.</summary>
    None,
}
