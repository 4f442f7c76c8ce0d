using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Assay.Execution;

namespace Assay.Exchange;

/// <summary>Reads outputs that nobody was asked for by a bundle: without a header, and matched by names instead of keys.</summary>
/// <param name="run">The run.</param>
/// <param name="format">How they are written down.</param>
internal sealed class CandidateAnswers(PreparedRun run, CandidateFormat format) : IAnswerReader
{
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet([.. CandidateNames.Members, .. GenerationAnswer.Members], StringComparer.Ordinal);

    private readonly CandidateNames names = new(run);

    /// <inheritdoc/>
    public string Format => format == CandidateFormat.Csv ? "candidates_csv" : "candidates_jsonl";

    /// <inheritdoc/>
    public async IAsyncEnumerable<PlacedAnswer> ReadAsync(Stream stream, ImportProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = format == CandidateFormat.Csv
            ? CsvResultLines.ReadAsync(stream, problems, cancellationToken)
            : JsonResultLines.ReadAsync(stream, problems, cancellationToken);
        await foreach (var line in lines)
        {
            if (Read(line, problems) is { } answer)
                yield return answer;
        }
    }

    private PlacedAnswer? Read(ResultLine line, ImportProblems problems)
    {
        var fields = new LineFields(line.Element, line.Number, Members, problems);
        var place = names.Find(fields);
        var answer = GenerationAnswer.Read(fields);
        if (place is not { } found || answer is null || !fields.IsSound)
            return null;
        return new PlacedAnswer(line.Number, run.Tasks[found.Task].Slice.CandidateOf(found.Ordinal).Key, [found], answer);
    }
}
