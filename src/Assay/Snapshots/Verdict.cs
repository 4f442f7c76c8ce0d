namespace Assay.Snapshots;

/// <summary>What a comparison with the verified scores found.</summary>
public enum Verdict
{
    /// <summary>Nothing got worse beyond what the gates allow, and nothing that would be worth accepting got better.</summary>
    Passed,

    /// <summary>Something got better and nothing worse; it passes and asks to be accepted.</summary>
    Improved,

    /// <summary>Something got worse by more than its gate allows, or exceeds a limit; it fails, unless its gate says otherwise.</summary>
    Regressed,

    /// <summary>Other items, models, prompts, scores or specs than before; it fails until it is accepted, unless its gates say otherwise.</summary>
    Incomparable,

    /// <summary>There are no verified scores; it fails until it is accepted.</summary>
    New,

    /// <summary>There are too few items to say; it is skipped, unless its gate says otherwise.</summary>
    Inconclusive,
}
