using Assay.Identity;

namespace Assay.Storage.Care;

/// <summary>What to drop from a store.</summary>
public sealed record CompactOptions
{
    /// <summary>The rows of the runs to drop; none by default. What a run made and a run that stays uses is kept.</summary>
    public IReadOnlyList<long> DropRuns { get; init; } = [];

    /// <summary>Whether payloads and blobs that no row names are dropped; true by default.</summary>
    public bool DropUnreferenced { get; init; } = true;

    /// <summary>The answers of judges on which scores rest, each with the generation that it graded: kept where that generation is.</summary>
    internal IReadOnlyList<(long Graded, Hash128 Answer)> Verdicts { get; init; } = [];

    /// <summary>Blobs to keep though no row names them: those that were put into <see cref="IBlobStore"/> and whose digests are kept elsewhere. None by default.</summary>
    public IReadOnlyCollection<Hash128> KeepBlobs { get; init; } = [];
}
