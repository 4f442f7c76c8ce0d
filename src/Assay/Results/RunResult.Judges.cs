using Assay.Errors;

namespace Assay.Results;

/// <content>Judges that changed.</content>
public abstract partial class RunResult
{
    /// <summary>Splits a difference into what a change of the model and what a change of the judge moved. Both judges' scores are of one run, so that a changed judge grades stored outputs again, and asks no model under evaluation anew.</summary>
    /// <param name="oldScore">The score of the old judge.</param>
    /// <param name="newScore">The score of the new judge, on the same scale.</param>
    /// <param name="oldModel">The id of the old model.</param>
    /// <param name="newModel">The id of the new model; may be the old one, where the judge alone changed.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.ComparisonInvalid"/>: a score or model is unknown, or no candidate has all four grades.</exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<JudgeChange> JudgeChangeAsync(string oldScore, string newScore, string oldModel, string newModel, CancellationToken cancellationToken = default)
    {
        foreach (var score in (string[])[oldScore, newScore])
            Require(Scores.Any(known => known.Name == score), $"There is no score '{score}' here; there are: {string.Join(", ", Scores.Select(static known => known.Name))}.");
        foreach (var model in (string[])[oldModel, newModel])
            Require(ModelIds.Contains(model), $"There is no model '{model}' here; there are: {string.Join(", ", ModelIds)}.");
        var before = new Dictionary<(string, string, string, string, int), (double Old, double New)>();
        var after = new Dictionary<(string, string, string, string, int), (double Old, double New)>();
        await foreach (var candidate in CandidatesAsync(cancellationToken))
        {
            if ((candidate.Model != oldModel && candidate.Model != newModel) || !candidate.Scores.TryGetValue(oldScore, out var old) || !candidate.Scores.TryGetValue(newScore, out var graded) || old.Value is not { } first || graded.Value is not { } second)
                continue;
            var key = (candidate.Slice, candidate.Prompt, candidate.Params, candidate.ItemId, candidate.Sample);
            if (candidate.Model == oldModel)
                before[key] = (first, second);
            if (candidate.Model == newModel)
                after[key] = (first, second);
        }

        var pairs = before.Where(pair => after.ContainsKey(pair.Key)).OrderBy(static pair => pair.Key)
            .Select(pair => new JudgeChange.Grades(pair.Value.Old, pair.Value.New, after[pair.Key].Old, after[pair.Key].New)).ToList();
        Require(pairs.Count > 0, $"No candidate of '{oldModel}' and '{newModel}' has grades of both '{oldScore}' and '{newScore}'; run the benchmark with both judges first.");
        var parts = pairs.ConvertAll(JudgeChange.Split);
        return new JudgeChange(
            pairs.Count,
            pairs.Average(static of => of.OldModelOldJudge),
            pairs.Average(static of => of.NewModelNewJudge),
            parts.Average(static part => part.ByModel),
            parts.Average(static part => part.ByJudge));
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new AssayException(ErrorCode.ComparisonInvalid, message);
    }
}
