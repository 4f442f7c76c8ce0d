using System.Globalization;
using Assay.Contracts;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution.Estimates;

/// <summary>Says what the judges of a run would take. What they are asked depends on outputs that may not be there, so tokens are those of stored calls, or a guess.</summary>
/// <param name="store">Where results are kept.</param>
/// <param name="projections">How things stand in the store; null where that cannot be read.</param>
/// <param name="prices">The project's prices.</param>
internal sealed class JudgeCounter(IRunStore store, IProjectionReader? projections, ValueList<PriceSpec> prices)
{
    /// <summary>How many tokens a judge is taken to read besides the item: its instructions and the output.</summary>
    private const int GuessedPrompt = 500;

    /// <summary>How many tokens a judge is taken to write: a verdict with its reason.</summary>
    private const int GuessedCompletion = 150;

    private readonly Dictionary<ModelSpec, (IEngine Engine, long Missing, long Whole, double ItemTokens)> asked = [];

    /// <summary>Counts the verdicts of a task: those of a score that several metrics share once.</summary>
    public async ValueTask AddAsync(PreparedTask task, CancellationToken cancellationToken)
    {
        var (slice, binding) = task;
        var judged = slice.Scores.Index().Where(static score => score.Item.JudgeModels.Count > 0).ToArray();
        if (judged.Length == 0)
            return;
        var done = new long[judged.Length];
        await foreach (var candidate in store.ReadCandidatesAsync(binding.PlanId, [.. judged.Select(score => binding.Overlays[score.Index])], cancellationToken))
        {
            for (var i = 0; i < judged.Length; i++)
                done[i] += candidate.Scores[i] is { Exists: true, Failure: null } ? 1 : 0;
        }

        var tokens = slice.Items.Count == 0 ? 0 : slice.Items.Average(static item => item.Json.Length) / 4;
        foreach (var group in judged.Index().GroupBy(static one => (one.Item.Item.Score, string.Join(' ', one.Item.Item.Judges.Select(static judge => judge.Version)))))
        {
            var missing = slice.Count - group.Min(one => done[one.Index]);
            var score = group.First().Item.Item;
            foreach (var (model, engine) in score.JudgeModels)
            {
                var calls = score.Judges.Sum(judge => judge.Models.Count(one => one == model) * judge.CallsPerVerdict);
                var known = asked.GetValueOrDefault(model, (engine, 0, 0, 0));
                asked[model] = (engine, known.Missing + (missing * calls), known.Whole + (slice.Count * calls), Math.Max(known.ItemTokens, tokens));
            }
        }
    }

    /// <summary>What each model takes, in the order in which they were met.</summary>
    /// <param name="notes">Receives what the reader should know.</param>
    /// <param name="cancellationToken">Stops the look-ups.</param>
    public async ValueTask<IReadOnlyList<ModelEstimate>> EstimateAsync(List<string> notes, CancellationToken cancellationToken)
    {
        var estimates = new List<ModelEstimate>(asked.Count);
        foreach (var (model, (engine, missing, whole, itemTokens)) in asked)
        {
            var usage = projections is null ? default : await ModelUsage.ReadAsync(projections, [await store.InternAsync("model", PlanBinding.KeyOf(model), SpecJson.Write(model), cancellationToken)], cancellationToken);
            var price = prices.FirstOrDefault(price => price.Model == model.WireName);
            var tokenPrice = !engine.IsPaid ? TokenPrice.Free : price is null ? null : TokenPrice.Of(price, usage.CachedShare);
            var isStored = usage is { MeanInputTokens: not null, MeanOutputTokens: not null };
            var (read, written) = (usage.MeanInputTokens ?? (itemTokens + GuessedPrompt), usage.MeanOutputTokens ?? GuessedCompletion);
            estimates.Add(new ModelEstimate(model.Id, model.WireName, model.Provider, engine.IsPaid)
            {
                IsPriced = tokenPrice is not null,
                CachedShare = usage.CachedShare,
                Method = isStored ? TokenMethod.None : TokenMethod.Characters,
                Basis = isStored ? CompletionBasis.Stored : CompletionBasis.None,
                Missing = Of(missing, read, written, tokenPrice),
                Whole = Of(whole, read, written, tokenPrice),
            });
            if (!isStored)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"'{model.Id}' judges: nothing of it is stored, so each of its calls is taken to read the item and {GuessedPrompt} tokens more, and to write {GuessedCompletion}."));
            if (tokenPrice is null)
                notes.Add($"'{model.Id}' judges: no price is configured for '{model.WireName}'; add one to the project's prices.");
        }

        return estimates;
    }

    private static TokenEstimate Of(long calls, double read, double written, TokenPrice? price)
    {
        if (calls == 0)
            return TokenEstimate.None;
        var (prompt, completion) = ((long)Math.Round(calls * read), (long)Math.Round(calls * written));
        return new TokenEstimate(calls, prompt, completion, price?.Of(prompt, completion));
    }
}
