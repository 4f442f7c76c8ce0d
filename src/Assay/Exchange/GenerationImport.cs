using Assay.Errors;
using Assay.Execution;

namespace Assay.Exchange;

/// <summary>Records outputs that were made elsewhere, once every line of their file was found sound.</summary>
/// <param name="run">The run.</param>
/// <param name="reader">Reads the file.</param>
/// <param name="file">The file.</param>
/// <param name="settings">The clock, the hooks, and whether items' contents are kept.</param>
internal sealed class GenerationImport(PreparedRun run, IAnswerReader reader, ResultFile file, ExchangeSettings settings)
{
    private readonly SeenLines seen = new();

    /// <summary>Imports.</summary>
    /// <exception cref="ExchangeException">Something is wrong with the file; nothing was recorded.</exception>
    public async Task<ImportSummary> RunAsync(CancellationToken cancellationToken)
    {
        await ValidateAsync(cancellationToken);
        return await ImportSteps.RecordAsync(run, reader.Format, file, settings, seen.Count, row => RecordAsync(row, cancellationToken), cancellationToken);
    }

    private async Task ValidateAsync(CancellationToken cancellationToken)
    {
        settings.Ticker.Begin(ExchangePhase.Validating);
        var problems = new ImportProblems(file.Name);
        var places = new SeenPlaces(run);
        await foreach (var answer in reader.ReadAsync(file.Rewind(), problems, cancellationToken))
        {
            settings.Ticker.Step();
            seen.Step();
            var isAgain = false;
            foreach (var place in answer.Places)
                isAgain |= !places.Add(place);
            if (isAgain)
                problems.Add(ErrorCode.ImportDuplicate, answer.Line, $"The line answers the same candidate as line {seen.LineOf(answer.Key)}; keep one of them.");
            else if (!seen.TryAdd(answer.Key, answer.Line, answer.Answer.Digest()) && !seen.Said(answer.Key, answer.Answer.Digest()))
                problems.Add(ErrorCode.ImportDuplicate, answer.Line, $"The line asks the same thing as line {seen.LineOf(answer.Key)} and has another answer; candidates that ask the same thing share one: keep one of them.");
        }

        problems.ThrowIfAny();
    }

    private async Task<ImportSummary> RecordAsync(ImportRun row, CancellationToken cancellationToken)
    {
        var recorder = await AnswerRecorder.BeginAsync(run, row, settings, cancellationToken);
        await foreach (var answer in reader.ReadAsync(file.Rewind(), new ImportProblems(file.Name), cancellationToken))
        {
            if (!seen.Said(answer.Key, answer.Answer.Digest()))
                throw file.Changed();
            await recorder.AddAsync(answer, cancellationToken);
            settings.Ticker.Step();
        }

        return await recorder.FinishAsync(cancellationToken);
    }
}
