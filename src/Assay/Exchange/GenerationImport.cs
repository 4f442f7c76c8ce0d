using System.Globalization;
using Assay.Errors;
using Assay.Execution;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>Records outputs that were made elsewhere, once every line of their file was found sound.</summary>
/// <param name="run">The run.</param>
/// <param name="reader">Reads the file.</param>
/// <param name="file">The file.</param>
/// <param name="settings">The clock, and whether items' contents are kept.</param>
internal sealed class GenerationImport(PreparedRun run, IAnswerReader reader, ResultFile file, ExchangeSettings settings)
{
    private readonly Dictionary<Hash128, (int Line, Hash128 Answer)> answers = [];
    private long lines;

    /// <summary>Imports.</summary>
    /// <exception cref="ExchangeException">Something is wrong with the file; nothing was recorded.</exception>
    public async Task<ImportSummary> RunAsync(CancellationToken cancellationToken)
    {
        await ValidateAsync(cancellationToken);
        await using var right = await run.Store.AcquireWriterAsync(settings.Ticker.Wait, cancellationToken);
        var row = new ImportRun(run, reader.Format, file.Name, settings.Time);
        var recorder = await AnswerRecorder.BeginAsync(run, row, settings, cancellationToken);
        try
        {
            settings.Ticker.Begin(ExchangePhase.Writing, lines);
            await foreach (var answer in reader.ReadAsync(file.Rewind(), new ImportProblems(file.Name), cancellationToken))
            {
                if (!answers.TryGetValue(answer.Key, out var seen) || seen.Answer != answer.Answer.Digest())
                    throw file.Changed();
                await recorder.AddAsync(answer, cancellationToken);
                settings.Ticker.Step();
            }

            var summary = await recorder.FinishAsync(cancellationToken);
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

    private async Task ValidateAsync(CancellationToken cancellationToken)
    {
        settings.Ticker.Begin(ExchangePhase.Validating);
        var problems = new ImportProblems(file.Name);
        var places = new HashSet<Place>();
        await foreach (var answer in reader.ReadAsync(file.Rewind(), problems, cancellationToken))
        {
            settings.Ticker.Step();
            lines++;
            var isAgain = false;
            foreach (var place in answer.Places)
                isAgain |= !places.Add(place);
            if (isAgain)
                problems.Add(ErrorCode.ImportDuplicate, answer.Line, $"The line answers the same candidate as line {Text(answers[answer.Key].Line)}; keep one of them.");
            else if (!answers.TryAdd(answer.Key, (answer.Line, answer.Answer.Digest())) && answers[answer.Key].Answer != answer.Answer.Digest())
                problems.Add(ErrorCode.ImportDuplicate, answer.Line, $"The line asks the same thing as line {Text(answers[answer.Key].Line)} and has another answer; candidates that ask the same thing share one: keep one of them.");
        }

        problems.ThrowIfAny();
    }

    private static string Text(int line) => line.ToString(CultureInfo.InvariantCulture);
}
