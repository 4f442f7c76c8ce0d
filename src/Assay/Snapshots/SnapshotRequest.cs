using Assay.Results;

namespace Assay.Snapshots;

/// <summary>Where a benchmark's snapshot lies and what is to be done with it.</summary>
/// <param name="Directory">The directory of the class; it must exist when something is to be written.</param>
/// <param name="Name">The name of the class; odd characters and length do no harm, see <see cref="SnapshotName"/>.</param>
public sealed record SnapshotRequest(string Directory, string Name)
{
    /// <summary>Whether the slice's scores replace its verified ones, whatever the verdict.</summary>
    public bool Accept { get; init; }

    /// <summary>Messages show paths relative to it; null shows them relative to <see cref="Directory"/>.</summary>
    public string? ProjectDirectory { get; init; }

    /// <summary>
    /// Takes more samples of items for gates that confirm a regression, and gives their scores: the samples that the run did not have. Null, the default, leaves
    /// regressions unconfirmed, and so does an empty answer.
    /// </summary>
    public Func<IReadOnlyList<ResampleRequest>, CancellationToken, Task<IReadOnlyList<ItemScore>>>? Resample { get; init; }

    /// <summary>
    /// Reads short cuts of what models said, for messages of slices that fail, see <see cref="Gate.ToShow"/>: aligned with the places, null where nothing is stored. Null, the default, shows none.
    /// </summary>
    public Func<IReadOnlyList<OutputPlace>, CancellationToken, Task<IReadOnlyList<OutputCut?>>>? Outputs { get; init; }

    /// <summary>The command that accepts, as messages show it.</summary>
    public string AcceptCommand { get; init; } = "dotnet test -p:AssayAccept=true";
}
