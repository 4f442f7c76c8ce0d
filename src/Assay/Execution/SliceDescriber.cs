using System.Globalization;
using Assay.Execution.Estimates;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Execution;

/// <summary>Says what a slice runs and what that takes.</summary>
internal static class SliceDescriber
{
    /// <summary>Describes a prepared slice. Calls no engine.</summary>
    /// <param name="run">The slice.</param>
    /// <param name="prices">The project's prices.</param>
    /// <param name="backend">Who does the work.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public static async Task<SlicePlanDetails> DescribeAsync(PreparedRun run, ValueList<PriceSpec> prices, ExecutionBackendSpec backend, CancellationToken cancellationToken)
    {
        var slice = run.Tasks[0].Slice;
        var estimate = await new RunEstimator(null, prices, new Tokenizers(), null, backend).EstimateAsync(run, cancellationToken);
        var details = new SlicePlanDetails(slice.Task.Id)
        {
            Parts = [],
            Trials = slice.Trials,
            Candidates = slice.Count,
            Models = estimate.Models,
            Items = slice.Items.ToDictionary(static item => item.Id, static item => item.Digest, StringComparer.Ordinal),
        };
        return details with { Parts = ValueList.From(PartsOf(slice, details)) };
    }

    private static IEnumerable<SlicePlanPart> PartsOf(PlannedSlice slice, SlicePlanDetails details)
    {
        yield return new SlicePlanPart("data", string.Create(CultureInfo.InvariantCulture, $"{slice.Items.Count} items"), details.DataDigest(details.Items.Keys));
        foreach (var model in slice.Models)
            yield return new SlicePlanPart("model", model.Spec.Id, AskersOf(model));
        foreach (var prompt in slice.Prompts)
        {
            if (prompt.Spec is { } spec)
                yield return new SlicePlanPart("prompt", spec.Id, DigestOf(spec, prompt.Examples));
        }

        if (slice.Experiment.Params.Count > 1)
        {
            foreach (var set in slice.Experiment.Params)
                yield return new SlicePlanPart("params", SpecJson.Write(set), SpecDigest.Of(set).Short);
        }

        foreach (var parse in slice.Parses)
            yield return new SlicePlanPart("parse", parse.Spec.Id, parse.Identity.Short);
        foreach (var score in slice.Scores)
            yield return new SlicePlanPart("score", score.Name, score.Identity.Short) { Scores = [score.Name] };
        foreach (var score in slice.SliceScores)
            yield return new SlicePlanPart("score", score.Name, SpecDigest.Of(score.Metric).Short) { Scores = [score.Name] };
        foreach (var judge in slice.Scores.SelectMany(static score => score.Judges.Select(judge => (judge.Id, judge.Version, score.Name))).GroupBy(static judge => (judge.Id, judge.Version)))
            yield return new SlicePlanPart("judge", judge.Key.Id, ShortOf("judge/1", judge.Key.Version)) { Scores = ValueList.From(judge.Select(static one => one.Name)) };
    }

    /// <summary>What model, engine, params, tools and hooks contribute.</summary>
    private static string AskersOf(PlannedModel model)
    {
        var digest = new Digest("plan-model/1", stackalloc byte[256]);
        foreach (var asker in model.Askers)
            digest.Add(asker);
        return digest.Finish().Short;
    }

    private static string DigestOf(PromptSpec prompt, Hash128? examples)
    {
        var digest = new Digest("plan-prompt/1", stackalloc byte[64]);
        digest.Add(SpecDigest.Of(prompt));
        if (examples is { } shown)
            digest.Add(shown);
        return digest.Finish().Short;
    }

    private static string ShortOf(string kind, string text)
    {
        var digest = new Digest(kind, stackalloc byte[256]);
        digest.Add(text);
        return digest.Finish().Short;
    }
}
