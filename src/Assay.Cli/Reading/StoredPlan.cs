using Assay.Specs;

namespace Assay.Cli.Reading;

/// <summary>A plan as it is stored: one slice with its matrix.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Candidates">How many candidates it has.</param>
/// <param name="Experiment">The experiment that it is of.</param>
/// <param name="Task">The task, with the scores that the run wanted.</param>
internal sealed record StoredPlan(long Id, string Slice, long Candidates, ExperimentSpec Experiment, TaskSpec Task)
{
    private readonly Lazy<string[]> paramsTexts = new(() => Experiment.Params.Count == 1 ? [""] : [.. Experiment.Params.Select(static set => SpecJson.Write(set))]);

    /// <summary>How many candidates each trial has.</summary>
    public int Samples => Task.Samples ?? Experiment.Samples;

    /// <summary>How many prompt variants there are, at least 1.</summary>
    public int Prompts => Math.Max(1, Task.Prompts.Count);

    /// <summary>How many items there are.</summary>
    public long Items => Candidates / Math.Max(1, (long)Experiment.Models.Count * Prompts * Experiment.Params.Count * Samples);

    /// <summary>The place of a candidate in the matrix.</summary>
    public (string Model, string Prompt, string Params, long Item, int Sample) PlaceOf(long ordinal)
    {
        (var rest, var sample) = Math.DivRem(ordinal, Samples);
        (rest, var item) = Math.DivRem(rest, Items);
        (rest, var parameters) = Math.DivRem(rest, Experiment.Params.Count);
        var (model, prompt) = Math.DivRem(rest, Prompts);
        return (
            Experiment.Models[(int)model].Id,
            Task.Prompts.Count == 0 ? "" : Task.Prompts[(int)prompt].Id,
            paramsTexts.Value[(int)parameters],
            item,
            (int)sample);
    }
}
