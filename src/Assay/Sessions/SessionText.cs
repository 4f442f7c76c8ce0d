using System.Globalization;
using System.Text;
using Assay.Errors;
using Assay.Execution;
using Assay.Execution.Estimates;
using Assay.Results;
using Assay.Text;

namespace Assay.Sessions;

/// <summary>What a session says to people.</summary>
internal static class SessionText
{
    /// <summary>Of a slice without items, which must not pass for one that was checked.</summary>
    public static string OfNothing(string benchmark, string slice) =>
        $"{RowText.Escape(benchmark)} / {RowText.Escape(slice)}: no items, so that nothing was measured. Give its data items, or widen what the slice takes of them; a slice that is not needed can go.";

    public static string OfRun(SliceRun run) =>
        string.Create(CultureInfo.InvariantCulture, $"{run.Candidates:N0} candidates: {run.Generated:N0} generated, {run.Reused:N0} reused, {run.Scored:N0} scored.");

    public static string OfPlan(SlicePlan plan, RunEstimate? estimate)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{plan.Trials:N0} trials ({plan.Candidates:N0} candidates): {plan.Complete:N0} done, {plan.ToGenerate:N0} to generate ({plan.PaidMissing:N0} of them paid), {plan.ToScore:N0} to score.");
        if (plan.Recorded > 0)
            text.Append(CultureInfo.InvariantCulture, $" {plan.Recorded:N0} are recorded.");
        if (estimate is not null)
            text.Append(' ').Append(OfCost(estimate));
        if (plan.PaidJudgements > 0)
            text.Append(CultureInfo.InvariantCulture, $" Up to {plan.PaidJudgements:N0} scores ask judges that cost money{(estimate is { Judges.Count: > 0 } ? ", which the estimate takes in" : "")}.");
        return text.ToString();
    }

    public static string OfMissing(SliceRun run, AssayMode mode, RunEstimate estimate)
    {
        var text = new StringBuilder();
        if (mode == AssayMode.Replay)
        {
            var generations = run.Missing > 0 ? string.Create(CultureInfo.InvariantCulture, $"{run.Missing:N0} of {run.Candidates:N0} generations") : "";
            var judged = run.Unjudged > 0 ? string.Create(CultureInfo.InvariantCulture, $"{(run.Missing > 0 ? " and the" : "The")} answers of judges for {run.Unjudged:N0} scores") : "";
            text.Append(CultureInfo.InvariantCulture, $"{generations}{judged} are neither stored nor recorded ({ErrorCode.GenerationMissing}); AssayMode Replay asks nobody. Record them with: dotnet test -p:AssayMode=Run -p:AssayRecord=true");
            Names(text, run, run.Missing + run.Unjudged);
            return text.ToString();
        }

        if (run.PaidMissing > 0)
            text.Append(CultureInfo.InvariantCulture, $"{run.PaidMissing:N0} of {run.Candidates:N0} generations are missing and cost money; AssayMode {mode} never spends. ").Append(OfCost(estimate));
        else if (run.Unjudged > 0)
            text.Append(CultureInfo.InvariantCulture, $"{run.Unjudged:N0} scores wait for a judge that costs money; AssayMode {mode} never spends. ").Append(OfCost(estimate));
        text.Append(" Run them with: dotnet test -p:AssayMode=Run");
        Names(text, run, run.PaidMissing + run.Unjudged);
        return text.ToString();
    }

    /// <summary>What the missing generations cost.</summary>
    public static string OfCost(RunEstimate estimate)
    {
        var paid = estimate.Models.Concat(estimate.Judges).Where(static model => model.IsPaid && model.Missing.Generations > 0).ToList();
        if (estimate.Cost is { } cost)
            return string.Create(CultureInfo.InvariantCulture, $"They cost about {EstimateMarkdown.Cost(cost)} ({paid.Sum(static model => model.Missing.PromptTokens):N0} prompt and {paid.Sum(static model => model.Missing.CompletionTokens):N0} completion tokens).");
        return paid.TrueForAll(static model => !model.IsPriced)
            ? "No price is configured for these models, so the cost is not known."
            : $"The cost is not known. {string.Join(" ", paid.Select(RunEstimator.UnknownCostOf).OfType<string>())}";
    }

    /// <summary>The errors among the results that no gate allows; null when there are none. An unreadable answer is a finding, not an error.</summary>
    public static string? OfErrors(SliceRun run, SliceResult result)
    {
        var allowance = new ErrorAllowance(result);
        var errors = result.Scores
            .Where(score => !allowance.Covers(score))
            .SelectMany(static score => score.Samples.Select(sample => (score, sample.Failure)))
            .Where(static pair => pair.Failure is { } failure && failure != ErrorCode.ParseFailed)
            .ToList();
        if (errors.Count == 0)
            return null;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{errors.Count:N0} {(errors.Count == 1 ? "score" : "scores")} could not be made, so nothing was compared: ");
        text.AppendJoin(", ", errors
            .GroupBy(static error => error.Failure!.Value.Value)
            .OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} × {group.Count():N0}")));
        text.Append(". Failed trials are run again by the next run.");
        foreach (var failure in result.Failures)
            text.Append("\n  ").Append(failure);
        Names(text, run, errors.Where(static error => !error.score.IsOfSlice).Select(static error => (error.score.ItemId, error.score.Model, error.score.Prompt, error.score.Params)).Distinct().Count());
        return text.ToString();
    }

    private static void Names(StringBuilder text, SliceRun run, long total)
    {
        foreach (var name in run.Unanswered)
            text.Append("\n  ").Append(name);
        var named = run.Trials.Count > 0 ? run.Trials.Select(static trial => trial.Trial).Distinct(StringComparer.Ordinal).Count() : run.Unanswered.Count;
        if (total > named)
            text.Append(CultureInfo.InvariantCulture, $"\n  … and {total - named:N0} more");
    }
}
