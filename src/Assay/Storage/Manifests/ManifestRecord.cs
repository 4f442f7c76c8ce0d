using Assay.Identity;

namespace Assay.Storage.Manifests;

/// <summary>A run as it was planned: what it is made of, whoever carries it out.</summary>
/// <param name="RunId">Its identity, from its content.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Name">The experiment's or benchmark's id.</param>
/// <param name="Kind"><c>experiment</c> or <c>benchmark</c>.</param>
/// <param name="SpecJson">Its spec as JSON.</param>
/// <param name="Created">When it was planned first.</param>
/// <param name="PlanIds">The rows of its plans, in order.</param>
public sealed record ManifestRecord(
    Hash128 RunId,
    string Project,
    string Name,
    string Kind,
    string SpecJson,
    DateTimeOffset Created,
    IReadOnlyList<long> PlanIds);
