using Assay.Errors;
using Assay.Execution;
using Assay.Planning;
using Assay.Planning.Diffs;
using Assay.Specs;

namespace Assay;

/// <content>What an edit of a spec changes.</content>
public sealed partial class Orchestrator
{
    /// <summary>
    /// Says what differs between two runs over this store: the specs value by value, the trials, generations, transforms and
    /// evaluations that are added and removed, and whether finished work would be left behind. Calls no engine. The memory is
    /// that of the items and of what differs.
    /// </summary>
    /// <param name="baseline">The run as it was.</param>
    /// <param name="treatment">The run as it is.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <exception cref="AssayException">A spec, the data or the store is at fault.</exception>
    public async Task<SpecDiff> DiffSpecsAsync(RunSource baseline, RunSource treatment, CancellationToken cancellationToken = default)
    {
        var (from, to) = (baseline.ToExperiment(), treatment.ToExperiment());
        var before = await new RunPlanner(SourceOf(baseline, from), RunStages.All).PlanAsync(cancellationToken);
        var after = await new RunPlanner(SourceOf(treatment, to), RunStages.All).PlanAsync(cancellationToken);
        var (old, current) = (PlanParts.Of(before, cancellationToken), PlanParts.Of(after, cancellationToken));
        var generations = HashPart.Compare(old.Generations, current.Generations, cancellationToken);
        var evaluations = HashPart.Compare(old.Evaluations, current.Evaluations, cancellationToken);
        var finished = new FinishedWork(await OpenAsync(cancellationToken));
        return new SpecDiff
        {
            Baseline = baseline.Id,
            Treatment = treatment.Id,
            SourceChanges = SourceChanges(baseline, treatment),
            ExperimentChanges = SpecDiffer.Compare(from, to),
            Trials = HashPart.Compare(old.Trials, current.Trials, cancellationToken),
            Generations = generations,
            Transforms = HashPart.Compare(old.Transforms, current.Transforms, cancellationToken),
            Evaluations = evaluations,
            GenerationsLeft = await finished.CountGenerationsAsync(generations.Removed, cancellationToken),
            EvaluationsLeft = await finished.CountEvaluationsAsync(before, evaluations, cancellationToken),
        };
    }

    private static ValueList<SpecChange> SourceChanges(RunSource baseline, RunSource treatment) => (baseline, treatment) switch
    {
        ({ Benchmark: { } before }, { Benchmark: { } after }) => SpecDiffer.Compare(before, after),
        ({ Written: { } before }, { Written: { } after }) => SpecDiffer.Compare(before, after),
        _ => [new SpecChange("", SpecChangeKind.Edited, null, null)],
    };
}
