using Assay.Specs;

namespace Assay.Execution;

/// <summary>What running a slice would do. Made without calling an engine.</summary>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Trials">Models times prompt variants times sets of params times items.</param>
/// <param name="Candidates">Trials times samples.</param>
/// <param name="Complete">How many candidates are generated and scored.</param>
/// <param name="ToGenerate">How many generations would be made: candidates that ask the same thing count once.</param>
/// <param name="ToScore">How many candidates would be scored, those of <paramref name="ToGenerate"/> among them.</param>
/// <param name="PaidMissing">How many of <paramref name="ToGenerate"/> cost money.</param>
public sealed record SlicePlan(
    string Benchmark,
    string Slice,
    long Trials,
    long Candidates,
    long Complete,
    long ToGenerate,
    long ToScore,
    long PaidMissing)
{
    /// <summary>How many generations would be taken from recordings; not among <see cref="ToGenerate"/>.</summary>
    public long Recorded { get; init; }

    /// <summary>How many scores would ask judges that cost money, where their answers are neither stored nor recorded.</summary>
    public long PaidJudgements { get; init; }

    /// <summary>Why stored outputs would be scored: which metrics and parses are new or changed. Empty where no stored output is to be scored.</summary>
    public ValueList<PlanChange> Changes { get; init; } = [];
}
