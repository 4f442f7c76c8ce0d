using Assay.Identity;

namespace Assay.Storage.Manifests;

/// <summary>A run as it was planned or begun: what it is made of, whoever carries it out.</summary>
/// <param name="RunId">Its identity, from its content.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Name">The experiment's or benchmark's id.</param>
/// <param name="Kind"><c>experiment</c> or <c>benchmark</c>.</param>
/// <param name="SpecJson">Its spec as JSON.</param>
/// <param name="Created">When it was planned or begun first.</param>
/// <param name="PlanIds">The rows of its plans, in order.</param>
public sealed record ManifestRecord(
    Hash128 RunId,
    string Project,
    string Name,
    string Kind,
    string SpecJson,
    DateTimeOffset Created,
    IReadOnlyList<long> PlanIds)
{
    /// <summary>Whether every candidate is a row of its own, whatever became of it; false for a run that was begun without being planned, whose candidates are known once they are carried out.</summary>
    public bool IsPlanned { get; init; } = true;
}
