using Assay.Errors;
using Assay.Execution;

namespace Assay.Exchange;

/// <summary>Records scores that were made elsewhere, once every line of their file was found sound.</summary>
/// <param name="run">The run.</param>
/// <param name="reader">Reads the file.</param>
/// <param name="file">The file.</param>
/// <param name="settings">The clock, the hooks, and whether items' contents are kept.</param>
internal sealed class EvaluationImport(PreparedRun run, ScoreReader reader, ResultFile file, ExchangeSettings settings)
{
    private const int BatchSize = 1024;

    private readonly StoredScoring scoring = new(run, settings);
    private readonly SeenLines seen = new();
    private readonly List<PlacedScore> batch = [];

    /// <summary>Imports.</summary>
    /// <exception cref="ExchangeException">Something is wrong with the file; nothing was recorded.</exception>
    public async Task<ImportSummary> RunAsync(CancellationToken cancellationToken)
    {
        await ValidateAsync(cancellationToken);
        return await ImportSteps.RecordAsync(run, ExchangeFormats.EvaluationResults, file, settings, seen.Count, row => RecordAsync(row, cancellationToken), cancellationToken);
    }

    private async Task ValidateAsync(CancellationToken cancellationToken)
    {
        settings.Ticker.Begin(ExchangePhase.Validating);
        var problems = new ImportProblems(file.Name);
        await foreach (var score in reader.ReadAsync(file.Rewind(), problems, cancellationToken))
        {
            settings.Ticker.Step();
            seen.Step();
            if (!seen.TryAdd(score.Evaluation, score.Line, score.Answer.Digest()))
                problems.Add(ErrorCode.ImportDuplicate, score.Line, $"The line has the same score as line {seen.LineOf(score.Evaluation)}; keep one of them.");
            else
                batch.Add(score);
            if (batch.Count == BatchSize)
                await CheckAsync(problems, cancellationToken);
        }

        await CheckAsync(problems, cancellationToken);
        problems.ThrowIfAny();
    }

    /// <summary>Checks that there is something to be scored.</summary>
    private async ValueTask CheckAsync(ImportProblems problems, CancellationToken cancellationToken)
    {
        var rows = await scoring.FindAsync(batch.Select(static score => score.Generation), cancellationToken);
        for (var i = 0; i < rows.Length; i++)
        {
            var score = batch[i];
            if (rows[i] == 0)
            {
                problems.Add(ErrorCode.ImportUnexpected, score.Line, $"Candidate '{score.Generation}' has no output here, so that it has no scores; import its output first.");
                continue;
            }

            var (place, column) = score.Places[0];
            var opened = await scoring.OpenAsync(rows[i], place, cancellationToken);
            if (await opened.ParsedAsync(column, cancellationToken) is { Success: false } parse)
                problems.Add(ErrorCode.ImportUnexpected, score.Line, $"The parse that the score reads finds nothing in this output, so that there is nothing to score: {parse.Text} Remove the line.");
        }

        batch.Clear();
    }

    private async Task<ImportSummary> RecordAsync(ImportRun row, CancellationToken cancellationToken)
    {
        var recorder = await ScoreRecorder.BeginAsync(run, row, scoring, settings, cancellationToken);
        await foreach (var score in reader.ReadAsync(file.Rewind(), new ImportProblems(file.Name), cancellationToken))
        {
            if (!seen.Said(score.Evaluation, score.Answer.Digest()))
                throw file.Changed();
            await recorder.AddAsync(score, cancellationToken);
            settings.Ticker.Step();
        }

        return await recorder.FinishAsync(cancellationToken);
    }
}
