using Assay.Identity;
using Assay.Planning;

namespace Assay.Exchange;

/// <summary>The identities of scores.</summary>
internal static class EvaluationKeys
{
    /// <summary>The identity of one score of a candidate: its generation, the parse that it reads, its metric and the item.</summary>
    /// <param name="slice">The plan.</param>
    /// <param name="ordinal">The candidate's place.</param>
    /// <param name="generation">Its generation.</param>
    /// <param name="score">Which of the plan's scores, from 0.</param>
    public static Hash128 Of(PlannedSlice slice, long ordinal, Hash128 generation, int score)
    {
        var planned = slice.Scores[score];
        var read = planned.ParseIndex < 0 ? generation : TrialIdentity.OfTransform(generation, slice.Parses[planned.ParseIndex].Identity);
        return TrialIdentity.OfEvaluation(read, planned.Identity, slice.Items[slice.CellOf(ordinal).Item].Digest);
    }
}
