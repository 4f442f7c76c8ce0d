using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Assay.Errors;
using Assay.Execution;
using Assay.Identity;

namespace Assay.Exchange;

/// <summary>Reads the results that answer an evaluation bundle: a header, then one line for each score, found by its generation and its own identity.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The project's name, and the planned runs.</param>
/// <param name="index">The run's generations.</param>
internal sealed class ScoreReader(PreparedRun run, ExchangeSettings settings, CandidateIndex index)
{
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet(["key", "evaluation", .. EvaluationAnswer.Members], StringComparer.Ordinal);

    /// <summary>Reads the sound lines in order.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="problems">Receives what is wrong with each of the others.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async IAsyncEnumerable<PlacedScore> ReadAsync(Stream stream, ImportProblems problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = new HeaderReader(run, settings, ExchangeFormats.EvaluationResults, ExchangeFormats.EvaluationBundle, "evaluation");
        await foreach (var line in HeadedLines.ReadAsync(stream, header, problems, cancellationToken))
        {
            if (Read(line, problems) is { } score)
                yield return score;
        }
    }

    private PlacedScore? Read(ResultLine line, ImportProblems problems)
    {
        var fields = new LineFields(line.Element, line.Number, Members, problems);
        var answer = EvaluationAnswer.Read(fields);
        var generation = fields.Require("key") ? fields.Key("key") : null;
        var evaluation = fields.Require("evaluation") ? fields.Key("evaluation") : null;
        if (generation is not { } key || evaluation is not { } asked)
            return null;
        var places = PlacesOf(key, asked);
        if (!index.Contains(key))
            fields.Problem(ErrorCode.ImportUnexpected, $"This run has no candidate '{key}'; remove the line.");
        else if (places.Count == 0)
            fields.Problem(ErrorCode.ImportUnexpected, $"Candidate '{key}' has no score '{asked}' in this run; remove the line.");
        return answer is not null && fields.IsSound ? new PlacedScore(line.Number, key, asked, places, answer) : null;
    }

    private List<ScorePlace> PlacesOf(Hash128 generation, Hash128 evaluation)
    {
        var places = new List<ScorePlace>(1);
        foreach (var place in index.PlacesOf(generation))
        {
            var slice = run.Tasks[place.Task].Slice;
            for (var i = 0; i < slice.Scores.Count; i++)
            {
                if (EvaluationKeys.Of(slice, place.Ordinal, generation, i) == evaluation)
                    places.Add(new ScorePlace(place, i));
            }
        }

        return places;
    }
}
