namespace Assay.Cli.Figures;

/// <summary>What makes an item the same in two runs, and what it depends on.</summary>
/// <param name="Content">Its id and the digest of its content.</param>
/// <param name="Cluster">Equal for items that depend on each other.</param>
internal readonly record struct ItemIdentity(string Content, string Cluster);
