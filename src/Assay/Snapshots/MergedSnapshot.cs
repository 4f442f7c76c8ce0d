using Assay.Specs;

namespace Assay.Snapshots;

/// <summary>A merged snapshot file.</summary>
/// <param name="Text">Its text, without markers.</param>
/// <param name="Conflicts">What both sides changed otherwise, where ours was kept: one sentence each.</param>
public sealed record MergedSnapshot(string Text, ValueList<string> Conflicts);
