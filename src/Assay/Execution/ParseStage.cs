using Assay.Contracts;
using Assay.Errors;
using Assay.Planning;
using Assay.Runtime;
using Assay.Storage;
using Assay.Telemetry;
using Assay.Text;

namespace Assay.Execution;

/// <summary>Reads a value from an output: hooks around a chain of extractors, of which each attempt is recorded where there are several.</summary>
/// <param name="hooks">What stands around parses.</param>
/// <param name="redactor">Takes secrets out of failure messages.</param>
/// <param name="telemetry">Told of each extractor; null for nobody.</param>
/// <param name="time">The clock.</param>
internal sealed class ParseStage(HookPipeline hooks, SecretRedactor redactor, TelemetryPublisher? telemetry, TimeProvider time)
{
    /// <summary>Parses. An extractor or hook that throws is a failure with a code, never an exception.</summary>
    /// <param name="parse">The parse.</param>
    /// <param name="parseId">Its definition row.</param>
    /// <param name="context">The output and the item.</param>
    /// <param name="scope">What the candidate is called; null where nobody is told of it.</param>
    /// <param name="cancellationToken">Stops the parse.</param>
    public async ValueTask<(Extraction Extraction, ErrorCode? Failure, TransformRecord Record)> RunAsync(
        PlannedParse parse, long parseId, ExtractionContext context, TelemetryScope? scope, CancellationToken cancellationToken)
    {
        var ticks = time.GetTimestamp();
        var attempts = parse.Chain.Count > 1 ? new List<ExtractorAttemptRecord>() : null;
        var (extraction, failure, text) = await ParseAsync(parse, context, scope, attempts, cancellationToken);
        var record = new TransformRecord(parseId, extraction.Success, text, time.GetElapsedTime(ticks))
        {
            Failure = failure,
            Attempts = attempts ?? (IReadOnlyList<ExtractorAttemptRecord>)[],
        };
        return (extraction, failure, record);
    }

    /// <summary>Parses and spells what was found: a sequence that is made while it is read may throw only then.</summary>
    private async ValueTask<(Extraction Extraction, ErrorCode? Failure, string? Text)> ParseAsync(
        PlannedParse parse, ExtractionContext context, TelemetryScope? scope, List<ExtractorAttemptRecord>? attempts, CancellationToken cancellationToken)
    {
        try
        {
            if (!hooks.AroundExtraction)
                return Spelled(await ExtractAsync(parse, context, scope, attempts, cancellationToken), null);
            var around = new ExtractionHookContext(parse.Spec.Id, context.Item, context.Output);
            await hooks.BeforeAsync(around, cancellationToken);
            around.Extraction = await ExtractAsync(parse, context with { Output = around.Output }, scope, attempts, cancellationToken);
            await hooks.AfterAsync(around, cancellationToken);
            return Spelled(around.Extraction, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.HookFailed)
        {
            return Spelled(Extraction.NotFound(redactor.Redact(exception.Problems[0].Message)), ErrorCode.HookFailed);
        }
        catch (Exception exception)
        {
            return Spelled(Extraction.NotFound(redactor.Redact($"Parse '{parse.Spec.Id}' threw {exception.GetType().Name}: {Thrown.Message(exception)}")), ErrorCode.ExtractorFailed);
        }
    }

    private async ValueTask<Extraction> ExtractAsync(
        PlannedParse parse, ExtractionContext context, TelemetryScope? scope, List<ExtractorAttemptRecord>? attempts, CancellationToken cancellationToken)
    {
        var last = Extraction.NotFound("The parse has no extractor.");
        for (var i = 0; i < parse.Chain.Count && !last.Success; i++)
        {
            last = scope is null && attempts is null
                ? await parse.Chain[i](context, cancellationToken)
                : await ObserveAsync(parse, i, context, scope, attempts, cancellationToken);
        }

        return last;
    }

    /// <summary>Tries one extractor, records it and tells of it.</summary>
    private async ValueTask<Extraction> ObserveAsync(
        PlannedParse parse, int index, ExtractionContext context, TelemetryScope? scope, List<ExtractorAttemptRecord>? attempts, CancellationToken cancellationToken)
    {
        var ticks = time.GetTimestamp();
        try
        {
            var found = await parse.Chain[index](context, cancellationToken);
            Tell(found, null);
            return found;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Tell(Extraction.NotFound(redactor.Redact($"It threw {exception.GetType().Name}: {Thrown.Message(exception)}")), ErrorCode.ExtractorFailed);
            throw;
        }

        void Tell(Extraction extraction, ErrorCode? failure)
        {
            var id = parse.Spec.Extractors[index].Id;
            var duration = time.GetElapsedTime(ticks);
            attempts?.Add(new ExtractorAttemptRecord(id, extraction.Success, TextOf(extraction), duration));
            if (scope is not null)
                telemetry?.ParseAttempted(scope, parse.Spec.Id, id, extraction, failure, duration);
        }
    }

    private static (Extraction Extraction, ErrorCode? Failure, string? Text) Spelled(Extraction extraction, ErrorCode? failure) => (extraction, failure, TextOf(extraction));

    private static string? TextOf(Extraction extraction) => extraction.Success ? ParsedText.Of(extraction.Value) : extraction.Reason;
}
