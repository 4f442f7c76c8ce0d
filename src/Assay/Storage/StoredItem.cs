using Assay.Identity;

namespace Assay.Storage;

/// <summary>An item as it is stored.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Id">Its id, unique within its slice.</param>
/// <param name="Digest">The digest of its content.</param>
/// <param name="Json">Its content as JSON; null where contents are not kept.</param>
public sealed record StoredItem(long Row, string Id, Hash128 Digest, string? Json);
