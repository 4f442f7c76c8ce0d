using Assay.Identity;

namespace Assay.Planning;

/// <summary>The identities of the work within a range of a plan, computed on demand.</summary>
/// <param name="Slice">The plan.</param>
/// <param name="Start">The first ordinal, the first sample of a trial.</param>
/// <param name="Count">How many candidates.</param>
internal readonly record struct PlanHashes(PlannedSlice Slice, long Start, long Count)
{
    /// <summary>All of a plan.</summary>
    public static PlanHashes Of(PlannedSlice slice) => new(slice, 0, slice.Count);

    /// <summary>A plan cut into the parts that share model, prompt variant and params, in order.</summary>
    public static IEnumerable<PlanHashes> BlocksOf(PlannedSlice slice)
    {
        var size = (long)slice.Items.Count * slice.Samples;
        for (long start = 0; start < slice.Count; start += size)
            yield return new PlanHashes(slice, start, size);
    }

    /// <summary>One per trial, in the plan's order.</summary>
    public IEnumerable<Hash128> Trials
    {
        get
        {
            var (slice, start, count) = this;
            for (var ordinal = start; ordinal < start + count; ordinal += slice.Samples)
                yield return TrialIdentity.OfTrial(slice.CandidateOf(ordinal).Key);
        }
    }

    /// <summary>One per candidate, in the plan's order.</summary>
    public IEnumerable<Hash128> Generations
    {
        get
        {
            var (slice, start, count) = this;
            for (var ordinal = start; ordinal < start + count; ordinal++)
                yield return slice.CandidateOf(ordinal).Key;
        }
    }

    /// <summary>One per candidate for a parse, in the plan's order.</summary>
    public IEnumerable<Hash128> Transforms(PlannedParse parse) => Generations.Select(key => TrialIdentity.OfTransform(key, parse.Identity));

    /// <summary>One per candidate for a score, in the plan's order.</summary>
    public IEnumerable<Hash128> Evaluations(PlannedScore score)
    {
        var (slice, start, count) = this;
        for (var ordinal = start; ordinal < start + count; ordinal++)
        {
            var candidate = slice.CandidateOf(ordinal);
            yield return EvaluationOf(slice, score, candidate.Key, candidate.Item.Digest);
        }
    }

    /// <summary>The identity of one candidate's score.</summary>
    public static Hash128 EvaluationOf(PlannedSlice slice, PlannedScore score, Hash128 generation, Hash128 item)
    {
        var read = score.ParseIndex < 0 ? generation : TrialIdentity.OfTransform(generation, slice.Parses[score.ParseIndex].Identity);
        return TrialIdentity.OfEvaluation(read, score.Identity, item);
    }
}
