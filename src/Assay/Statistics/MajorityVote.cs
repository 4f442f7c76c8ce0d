using Assay.Errors;

namespace Assay.Statistics;

/// <summary>The answer that most samples of an item gave (self-consistency: Wang et al. 2023, arXiv:2203.11171).</summary>
public static class MajorityVote
{
    /// <summary>The index of the first sample that gave the most frequent answer; of equally frequent answers the one given first.</summary>
    /// <typeparam name="TAnswer">What samples answer; compared by its default equality.</typeparam>
    /// <param name="answers">At least one answer.</param>
    /// <exception cref="AssayException">No answers (<see cref="ErrorCode.ComparisonInvalid"/>).</exception>
    public static int IndexOfWinner<TAnswer>(ReadOnlySpan<TAnswer> answers)
        where TAnswer : notnull
    {
        if (answers.IsEmpty)
            throw StatisticsInput.Invalid("answers holds no values: a vote needs at least one.");
        var votes = new Dictionary<TAnswer, int>();
        var most = 0;
        foreach (var answer in answers)
        {
            votes[answer] = votes.GetValueOrDefault(answer) + 1;
            most = Math.Max(most, votes[answer]);
        }

        var winner = 0;
        while (votes[answers[winner]] < most)
            winner++;
        return winner;
    }
}
