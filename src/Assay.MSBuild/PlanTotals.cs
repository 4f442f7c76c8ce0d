namespace Assay.MSBuild;

/// <summary>The sums over the lines of a plan.</summary>
internal readonly record struct PlanTotals(long Trials, long Done, long Missing, long PaidMissing)
{
    public PlanTotals Add(HostLine line) => new(
        Trials + line.Number("trials"),
        Done + line.Number("done"),
        Missing + line.Number("missing"),
        PaidMissing + line.Number("paidMissing"));

    public override string ToString() => $"Assay: total: {Sentences.PlanCounts(Trials, Done, Missing, PaidMissing)}";
}
