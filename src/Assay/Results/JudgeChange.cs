namespace Assay.Results;

/// <summary>
/// How far a score moved when model and judge both changed, split into what each of them moved. Both judges grade the outputs of both models; each part is the mean of
/// what its change moves before and after the other one's (the Shapley value of two causes), so that the parts add up to the whole.
/// </summary>
/// <param name="Items">How many candidates all four grades are known of.</param>
/// <param name="Before">The mean grade that the old judge gave the old model.</param>
/// <param name="After">The mean grade that the new judge gave the new model.</param>
/// <param name="ByModel">What the change of the model moved.</param>
/// <param name="ByJudge">What the change of the judge moved.</param>
public sealed record JudgeChange(int Items, double Before, double After, double ByModel, double ByJudge)
{
    /// <summary>The whole difference.</summary>
    public double Total => After - Before;

    /// <summary>The difference of one candidate's grades.</summary>
    internal static (double ByModel, double ByJudge) Split(Grades of) => (
        ((of.NewModelOldJudge - of.OldModelOldJudge) + (of.NewModelNewJudge - of.OldModelNewJudge)) / 2,
        ((of.OldModelNewJudge - of.OldModelOldJudge) + (of.NewModelNewJudge - of.NewModelOldJudge)) / 2);

    /// <summary>The four grades of a candidate.</summary>
    internal readonly record struct Grades(double OldModelOldJudge, double OldModelNewJudge, double NewModelOldJudge, double NewModelNewJudge);
}
