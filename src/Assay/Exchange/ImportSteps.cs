using Assay.Errors;
using Assay.Execution;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>What every import does once its file was found sound.</summary>
internal static class ImportSteps
{
    /// <summary>Becomes the one that writes, records, and ends the run that the records belong to.</summary>
    /// <param name="run">The run that the results are for.</param>
    /// <param name="format">The form of the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="settings">The clock, and who is told of progress.</param>
    /// <param name="lines">How many lines were found sound.</param>
    /// <param name="record">Reads the file again and records it.</param>
    /// <param name="cancellationToken">Stops the recording.</param>
    public static async Task<ImportSummary> RecordAsync(
        PreparedRun run,
        string format,
        ResultFile file,
        ExchangeSettings settings,
        long lines,
        Func<ImportRun, Task<ImportSummary>> record,
        CancellationToken cancellationToken)
    {
        await using var right = await run.Store.AcquireWriterAsync(settings.Ticker.Wait, cancellationToken);
        var row = new ImportRun(run, format, file.Name, settings);
        try
        {
            settings.Ticker.Begin(ExchangePhase.Writing, lines);
            var summary = await record(row);
            if (summary.Lines != lines)
                throw file.Changed();
            await row.EndAsync(summary.Failed > 0 ? RunState.CompletedWithFailures : RunState.Completed, cancellationToken);
            settings.Ticker.End();
            return summary;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ExchangeException)
        {
            await row.EndAsync(RunState.Stopped, CancellationToken.None);
            throw;
        }
    }
}
