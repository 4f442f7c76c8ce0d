using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Assay.Errors;
using Assay.Execution;

namespace Assay.Exchange;

/// <summary>Reads the results that answer a generation bundle: a header, then one line for each generation, found by its key.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The project's name, and the planned runs.</param>
/// <param name="index">The run's generations.</param>
internal sealed class BundleAnswers(PreparedRun run, ExchangeSettings settings, CandidateIndex index) : IAnswerReader
{
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet(["key", .. GenerationAnswer.Members], StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Format => ExchangeFormats.GenerationResults;

    /// <inheritdoc/>
    public async IAsyncEnumerable<PlacedAnswer> ReadAsync(Stream stream, ImportProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new HeaderReader(run, settings, Format, ExchangeFormats.GenerationBundle, "generation");
        await foreach (var line in HeadedLines.ReadAsync(stream, header, problems, cancellationToken))
        {
            if (Read(line, problems) is { } answer)
                yield return answer;
        }
    }

    private PlacedAnswer? Read(ResultLine line, ImportProblems problems)
    {
        var fields = new LineFields(line.Element, line.Number, Members, problems);
        var answer = GenerationAnswer.Read(fields);
        if (!fields.Require("key") || fields.Key("key") is not { } key)
            return null;
        var places = index.PlacesOf(key);
        if (places.Count == 0)
            fields.Problem(ErrorCode.ImportUnexpected, $"This run has no candidate '{key}'; remove the line.");
        return answer is not null && fields.IsSound ? new PlacedAnswer(line.Number, key, places, answer) : null;
    }
}
