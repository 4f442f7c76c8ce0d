namespace Assay.Storage.Care;

/// <summary>What a kind of store does to look after itself; <see cref="StoreCare"/> is how it is called.</summary>
public interface IStoreMaintenance
{
    /// <summary>See <see cref="StoreCare.VerifyAsync"/>.</summary>
    Task<StoreVerification> VerifyAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="StoreCare.RebuildAsync"/>.</summary>
    Task RebuildAsync(CancellationToken cancellationToken);

    /// <summary>See <see cref="StoreCare.CompactAsync"/>.</summary>
    Task<CompactReport> CompactAsync(CompactOptions options, CancellationToken cancellationToken);

    /// <summary>Streams all events in the order in which they were written.</summary>
    IAsyncEnumerable<StoredEvent> ReadEventsAsync(CancellationToken cancellationToken);

    /// <summary>Streams all scores as they stand, in the order of generations, items, parses and metrics.</summary>
    IAsyncEnumerable<ScoreRow> ReadScoresAsync(CancellationToken cancellationToken);
}
