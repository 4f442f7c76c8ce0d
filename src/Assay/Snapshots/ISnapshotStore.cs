using Assay.Errors;
using Assay.Results;

namespace Assay.Snapshots;

/// <summary>
/// Keeps verified scores and holds new ones against them. <see cref="SnapshotFolder"/> does so in files beside
/// the class; implement it to leave files, diff tools and accepting to another snapshot library, with
/// <see cref="ItemsFile"/>, <see cref="TableFile"/> and <see cref="Gate"/> as the parts.
/// </summary>
public interface ISnapshotStore
{
    /// <summary>Holds a slice's scores against its verified ones, and accepts them when asked.</summary>
    /// <param name="request">Where the snapshot lies.</param>
    /// <param name="result">The slice's scores; the slices of a benchmark may be given in any order and at once, also from several processes.</param>
    /// <param name="cancellationToken">Cancels waiting and reading; files are left whole.</param>
    /// <exception cref="SnapshotException">The snapshot cannot be read (<see cref="ErrorCode.SnapshotMalformed"/>) or written (<see cref="ErrorCode.SnapshotUnwritable"/>).</exception>
    Task<SnapshotOutcome> VerifyAsync(SnapshotRequest request, SliceResult result, CancellationToken cancellationToken = default);
}
