namespace Assay.Execution.Provenance;

/// <summary>What was checked out where a run was made.</summary>
/// <param name="Commit">The commit's id; null before the first one.</param>
/// <param name="Branch">The branch; null when none is checked out.</param>
/// <param name="IsClean">Whether nothing was changed or added besides, ignored files aside.</param>
public sealed record GitState(string? Commit, string? Branch, bool IsClean);
