namespace Assay.Storage.Care;

/// <summary>What a look at a whole store found.</summary>
/// <param name="Findings">What is wrong, at most a hundred findings of each check; empty for a sound store.</param>
/// <param name="Events">How many events the store has.</param>
/// <param name="Payloads">How many payloads and blobs it has, each of which was read.</param>
public sealed record StoreVerification(IReadOnlyList<StoreFinding> Findings, long Events, long Payloads)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Findings.Count == 0;
}
