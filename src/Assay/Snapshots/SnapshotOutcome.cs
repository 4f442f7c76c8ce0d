using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>What became of a slice's scores.</summary>
/// <param name="Verdict">The comparison with the scores that were verified before.</param>
/// <param name="Message">For people, with LF line ends: why the slice fails, what improved, what was accepted; empty when there is nothing to say.</param>
public sealed record SnapshotOutcome(SliceVerdict Verdict, string Message)
{
    /// <summary>Whether the scores are the verified ones now because that was asked for.</summary>
    public bool Accepted { get; init; }

    /// <summary>The received files; null when there are none since nothing in them would differ.</summary>
    public SnapshotPaths? Received { get; init; }

    /// <summary>Whether the slice's test is skipped, since its gates cannot say anything.</summary>
    public bool Skips => Verdict.Action == GateAction.Skip && !Accepted;

    /// <summary>Whether the slice's test fails.</summary>
    public bool Fails => Verdict.Fails && !Accepted;
}
