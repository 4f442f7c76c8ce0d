namespace Assay.Execution.Estimates;

/// <summary>The size of a task's matrix.</summary>
/// <param name="Task">The task's or slice's id.</param>
/// <param name="Models">How many models it has.</param>
/// <param name="Prompts">How many prompt variants; 1 where engines read items alone.</param>
/// <param name="Params">How many sets of params.</param>
/// <param name="Items">How many items.</param>
/// <param name="Samples">How many candidates each trial has.</param>
public sealed record TaskMatrix(string Task, int Models, int Prompts, int Params, int Items, int Samples)
{
    /// <summary>How many trials there are.</summary>
    public long Trials => (long)Models * Prompts * Params * Items;

    /// <summary>How many candidates there are.</summary>
    public long Candidates => Trials * Samples;
}
