namespace Assay.Storage.Care;

/// <summary>What a compaction dropped.</summary>
/// <param name="Runs">Runs whose rows are gone.</param>
/// <param name="RunsKept">Runs that were to go and whose rows stay, because others use what they made.</param>
/// <param name="Events">Events.</param>
/// <param name="Payloads">Payloads and blobs.</param>
/// <param name="BytesBefore">The store's size before, in bytes.</param>
/// <param name="BytesAfter">The store's size after, in bytes.</param>
public sealed record CompactReport(int Runs, IReadOnlyList<long> RunsKept, long Events, long Payloads, long BytesBefore, long BytesAfter);
