namespace Assay.Storage;

/// <summary>A provider's batch as it is remembered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">What is remembered of it, in a form that is this library's own.</param>
/// <param name="Place">Where it lies, for messages.</param>
public sealed record StoredBatch(string Name, string Json, string Place);
