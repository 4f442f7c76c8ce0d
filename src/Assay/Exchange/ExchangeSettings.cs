namespace Assay.Exchange;

/// <summary>What exports and imports of an orchestrator have in common.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="StorePayloads">Whether items' contents are kept and may leave.</param>
/// <param name="Time">The clock.</param>
/// <param name="Ticker">Told of progress.</param>
internal sealed record ExchangeSettings(string Project, bool StorePayloads, TimeProvider Time, ProgressTicker Ticker);
