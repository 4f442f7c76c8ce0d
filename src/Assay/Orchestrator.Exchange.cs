using Assay.Errors;
using Assay.Exchange;
using Assay.Execution;
using Assay.Runtime;
using Assay.Specs;

namespace Assay;

/// <content>Work that is done elsewhere: what is pending goes out as files, and results come back.</content>
public sealed partial class Orchestrator
{
    /// <summary>
    /// Writes the generations that a run lacks, failed ones among them, as JSON lines: a header, then each generation once with its
    /// rendered messages, model, params, seed and tools. See <c>docs/exchange-format.md</c>. Calls no engine.
    /// </summary>
    /// <param name="source">What is run.</param>
    /// <param name="path">The file; one that exists is replaced once the new one is whole.</param>
    /// <param name="options">Progress, and a job that the generations become part of; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the export; then there is no new file.</param>
    /// <exception cref="AssayException">
    /// The spec, the data or the store is at fault, or the job has no name or the store keeps no manifests (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    /// <exception cref="ExchangeException"><see cref="ErrorCode.ExportUnwritable"/>: the file cannot be written.</exception>
    public Task<ExportSummary> ExportGenerationBundleAsync(RunSource source, string path, ExchangeOptions? options = null, CancellationToken cancellationToken = default) =>
        ExportGenerationsAsync(source, bundle => ExchangeFile.WriteAsync(path, stream => bundle.WriteAsync(stream, cancellationToken)), options, cancellationToken);

    /// <summary>Writes the generations that a run lacks to a stream, as <see cref="ExportGenerationBundleAsync(RunSource, string, ExchangeOptions?, CancellationToken)"/> does.</summary>
    /// <param name="source">What is run.</param>
    /// <param name="destination">Receives UTF-8; stays open.</param>
    /// <param name="options">Progress, and a job that the generations become part of; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the export.</param>
    /// <exception cref="AssayException">
    /// The spec, the data or the store is at fault, or the job has no name or the store keeps no manifests (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    public Task<ExportSummary> ExportGenerationBundleAsync(RunSource source, Stream destination, ExchangeOptions? options = null, CancellationToken cancellationToken = default) =>
        ExportGenerationsAsync(source, bundle => bundle.WriteAsync(destination, cancellationToken), options, cancellationToken);

    /// <summary>
    /// Records the results that answer a generation bundle, so that a later run reuses them: outputs, and errors as failed
    /// generations. The whole file is checked first; importing it again changes nothing. See <c>docs/exchange-format.md</c>.
    /// </summary>
    /// <param name="source">What the bundle was exported for, unchanged.</param>
    /// <param name="path">The file of JSON lines.</param>
    /// <param name="options">Progress; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the import; what is recorded stays, and importing again goes on from there.</param>
    /// <exception cref="ExchangeException">
    /// The file is refused whole, with every problem by line: <see cref="ErrorCode.ImportMismatch"/>, <see cref="ErrorCode.ImportMalformed"/>,
    /// <see cref="ErrorCode.ImportMissing"/>, <see cref="ErrorCode.ImportDuplicate"/>, <see cref="ErrorCode.ImportUnexpected"/> or
    /// <see cref="ErrorCode.ImportUnreadable"/>.
    /// </exception>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<ImportSummary> ImportGenerationResultsAsync(RunSource source, string path, ExchangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var stream = ExchangeFile.OpenRead(path);
        return await ImportGenerationResultsAsync(source, stream, (options ?? new ExchangeOptions()) with { FileName = path }, cancellationToken);
    }

    /// <summary>Records results from a stream, as <see cref="ImportGenerationResultsAsync(RunSource, string, ExchangeOptions?, CancellationToken)"/> does.</summary>
    /// <param name="source">What the bundle was exported for, unchanged.</param>
    /// <param name="results">UTF-8, read from where it stands; stays open. One that cannot be read twice is copied to a temporary file first.</param>
    /// <param name="options">Progress and a name for the stream; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <exception cref="ExchangeException">The results are refused whole.</exception>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public Task<ImportSummary> ImportGenerationResultsAsync(RunSource source, Stream results, ExchangeOptions? options = null, CancellationToken cancellationToken = default) =>
        ImportAsync(source, results, options, ImportGenerationsAsync, cancellationToken);

    /// <summary>
    /// Records outputs that were made elsewhere without a bundle, each named by task, model, prompt variant, set of params, item and
    /// sample; what there is only one of need not be named. JSON lines or CSV. The whole file is checked first; importing it again
    /// changes nothing. See <c>docs/exchange-format.md</c>.
    /// </summary>
    /// <param name="source">What the outputs are for.</param>
    /// <param name="path">The file; read as CSV where it ends in <c>.csv</c>, else as JSON lines, unless the options say.</param>
    /// <param name="options">Format and progress; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the import; what is recorded stays, and importing again goes on from there.</param>
    /// <exception cref="ExchangeException">
    /// The file is refused whole, with every problem by line: <see cref="ErrorCode.ImportMismatch"/>, <see cref="ErrorCode.ImportMalformed"/>,
    /// <see cref="ErrorCode.ImportMissing"/>, <see cref="ErrorCode.ImportDuplicate"/>, <see cref="ErrorCode.ImportUnexpected"/> or
    /// <see cref="ErrorCode.ImportUnreadable"/>.
    /// </exception>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<ImportSummary> ImportCandidatesAsync(RunSource source, string path, ExchangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var stream = ExchangeFile.OpenRead(path);
        return await ImportCandidatesAsync(source, stream, (options ?? new ExchangeOptions()) with { FileName = path }, cancellationToken);
    }

    /// <summary>Records outputs from a stream, as <see cref="ImportCandidatesAsync(RunSource, string, ExchangeOptions?, CancellationToken)"/> does.</summary>
    /// <param name="source">What the outputs are for.</param>
    /// <param name="outputs">UTF-8, read from where it stands; stays open. One that cannot be read twice is copied to a temporary file first.</param>
    /// <param name="options">Format, progress and a name for the stream; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <exception cref="ExchangeException">The outputs are refused whole.</exception>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public Task<ImportSummary> ImportCandidatesAsync(RunSource source, Stream outputs, ExchangeOptions? options = null, CancellationToken cancellationToken = default) =>
        ImportAsync(source, outputs, options, ImportCandidatesAsync, cancellationToken);

    private async Task<ImportSummary> ImportCandidatesAsync(PreparedRun run, ResultFile file, ExchangeOptions? options, CancellationToken cancellationToken)
    {
        var format = options?.Format ?? (file.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? CandidateFormat.Csv : CandidateFormat.Jsonl);
        return await new GenerationImport(run, new CandidateAnswers(run, format), file, await SettingsOfAsync(run, options, cancellationToken)).RunAsync(cancellationToken);
    }

    /// <summary>
    /// Writes the scores that a run lacks of stored outputs, failed ones among them, as JSON lines: a header, then each output once
    /// with its item and, for each score, the metric and the parsed value. See <c>docs/exchange-format.md</c>. Parses are run; no
    /// engine and no metric is called.
    /// </summary>
    /// <param name="source">What is run. Its metrics must be registered, for their versions; they may be ones that only others can compute.</param>
    /// <param name="path">The file; one that exists is replaced once the new one is whole.</param>
    /// <param name="options">Progress; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the export; then there is no new file.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    /// <exception cref="ExchangeException"><see cref="ErrorCode.ExportUnwritable"/>: the file cannot be written.</exception>
    public Task<ExportSummary> ExportEvaluationBundleAsync(RunSource source, string path, ExchangeOptions? options = null, CancellationToken cancellationToken = default) =>
        ExchangeFile.WriteAsync(path, stream => ExportEvaluationBundleAsync(source, stream, options, cancellationToken));

    /// <summary>Writes the scores that a run lacks to a stream, as <see cref="ExportEvaluationBundleAsync(RunSource, string, ExchangeOptions?, CancellationToken)"/> does.</summary>
    /// <param name="source">What is run.</param>
    /// <param name="destination">Receives UTF-8; stays open.</param>
    /// <param name="options">Progress; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the export.</param>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<ExportSummary> ExportEvaluationBundleAsync(RunSource source, Stream destination, ExchangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options?.JobId is not null)
            throw new AssayException(ErrorCode.OptionInvalid, $"{nameof(ExchangeOptions.JobId)} is given for an evaluation bundle, and only generations become part of a job; leave it out.");
        var run = await PrepareAsync(source, RunStages.All, cancellationToken);
        return await new EvaluationBundle(run, await SettingsOfAsync(run, options, cancellationToken)).WriteAsync(destination, cancellationToken);
    }

    /// <summary>
    /// Records the results that answer an evaluation bundle, so that evaluating computes the rest alone: values, and errors as
    /// failed scores. The whole file is checked first; importing it again changes nothing. See <c>docs/exchange-format.md</c>.
    /// </summary>
    /// <param name="source">What the bundle was exported for, unchanged.</param>
    /// <param name="path">The file of JSON lines.</param>
    /// <param name="options">Progress; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the import; what is recorded stays, and importing again goes on from there.</param>
    /// <exception cref="ExchangeException">
    /// The file is refused whole, with every problem by line: <see cref="ErrorCode.ImportMismatch"/>, <see cref="ErrorCode.ImportMalformed"/>,
    /// <see cref="ErrorCode.ImportMissing"/>, <see cref="ErrorCode.ImportDuplicate"/>, <see cref="ErrorCode.ImportUnexpected"/> or
    /// <see cref="ErrorCode.ImportUnreadable"/>.
    /// </exception>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public async Task<ImportSummary> ImportEvaluationResultsAsync(RunSource source, string path, ExchangeOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var stream = ExchangeFile.OpenRead(path);
        return await ImportEvaluationResultsAsync(source, stream, (options ?? new ExchangeOptions()) with { FileName = path }, cancellationToken);
    }

    /// <summary>Records scores from a stream, as <see cref="ImportEvaluationResultsAsync(RunSource, string, ExchangeOptions?, CancellationToken)"/> does.</summary>
    /// <param name="source">What the bundle was exported for, unchanged.</param>
    /// <param name="results">UTF-8, read from where it stands; stays open. One that cannot be read twice is copied to a temporary file first.</param>
    /// <param name="options">Progress and a name for the stream; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <exception cref="ExchangeException">The results are refused whole.</exception>
    /// <exception cref="AssayException">The spec, the data or the store is at fault.</exception>
    public Task<ImportSummary> ImportEvaluationResultsAsync(RunSource source, Stream results, ExchangeOptions? options = null, CancellationToken cancellationToken = default) =>
        ImportAsync(source, results, options, ImportEvaluationsAsync, cancellationToken);

    private async Task<ImportSummary> ImportEvaluationsAsync(PreparedRun run, ResultFile file, ExchangeOptions? options, CancellationToken cancellationToken)
    {
        var settings = await SettingsOfAsync(run, options, cancellationToken);
        var reader = new ScoreReader(run, settings, RunIndex.OfAll(run, settings.Ticker, cancellationToken));
        return await new EvaluationImport(run, reader, file, settings).RunAsync(cancellationToken);
    }

    private async Task<ExportSummary> ExportGenerationsAsync(RunSource source, Func<GenerationBundle, Task<ExportSummary>> write, ExchangeOptions? exchange, CancellationToken cancellationToken)
    {
        if (exchange?.JobId is { } job && string.IsNullOrWhiteSpace(job))
            throw new AssayException(ErrorCode.OptionInvalid, $"{nameof(ExchangeOptions.JobId)} is empty; give the job's name, or null for no job.");
        var run = await PrepareAsync(source, RunStages.All, cancellationToken);
        var settings = await SettingsOfAsync(run, exchange, cancellationToken);
        if (exchange?.JobId is null)
            return await write(new GenerationBundle(run, settings, null));

        await (await ManifestsAsync(cancellationToken)).KeepAsync(run, project, source, cancellationToken);
        await using var right = await run.Store.AcquireWriterAsync(settings.Ticker.Wait, cancellationToken);
        var bundle = new GenerationBundle(run, settings, exchange.JobId);
        var summary = await write(bundle);
        await bundle.HoldAsync(cancellationToken);
        return summary;
    }

    private async Task<ImportSummary> ImportGenerationsAsync(PreparedRun run, ResultFile file, ExchangeOptions? options, CancellationToken cancellationToken)
    {
        var settings = await SettingsOfAsync(run, options, cancellationToken);
        var reader = new BundleAnswers(run, settings, RunIndex.OfAll(run, settings.Ticker, cancellationToken));
        return await new GenerationImport(run, reader, file, settings).RunAsync(cancellationToken);
    }

    private async Task<ImportSummary> ImportAsync(
        RunSource source,
        Stream results,
        ExchangeOptions? options,
        Func<PreparedRun, ResultFile, ExchangeOptions?, CancellationToken, Task<ImportSummary>> import,
        CancellationToken cancellationToken)
    {
        var twice = await ExchangeFile.SpoolAsync(results, cancellationToken);
        try
        {
            var run = await PrepareAsync(source, RunStages.All, cancellationToken);
            return await import(run, new ResultFile(twice, options?.FileName ?? "stream"), options, cancellationToken);
        }
        finally
        {
            if (twice != results)
                await twice.DisposeAsync();
        }
    }

    private async ValueTask<ExchangeSettings> SettingsOfAsync(PreparedRun run, ExchangeOptions? exchange, CancellationToken cancellationToken) => new(
        project.Name,
        project.Storage.StoreItemPayloads,
        new HookPipeline(run.Source.Plugins.Hooks),
        exchange?.Context ?? RuntimeContext.Empty,
        options.Time,
        new ProgressTicker(exchange?.Progress, options.Time),
        provenance,
        (await TryGetStorageAsync(cancellationToken))?.Manifests);
}
