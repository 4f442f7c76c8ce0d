using Assay.Identity;

namespace Assay.Results;

/// <summary>A parse whose outcomes a result holds.</summary>
/// <param name="Id">The parse's id.</param>
/// <param name="Hash">Its identity: its extractors' ids, versions and settings. <see cref="RunResult.ForTransform"/> takes any unique beginning of it.</param>
public sealed record ResultParse(string Id, Hash128 Hash);
