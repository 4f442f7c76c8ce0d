using Assay.Identity;
using Assay.Specs;

namespace Assay.Reporting;

/// <summary>The files that <see cref="ResultArtifacts.PersistArtifactsAsync"/> wrote.</summary>
/// <param name="RunId">The run's identity.</param>
/// <param name="ExperimentId">The experiment's or benchmark's id.</param>
/// <param name="Files">The files, in ordinal order of their names; the manifest itself is not among them.</param>
public sealed record ArtifactManifest(Hash128 RunId, string ExperimentId, ValueList<ArtifactFile> Files)
{
    /// <summary>The name of the manifest's own file.</summary>
    public const string FileName = "manifest.json";
}
