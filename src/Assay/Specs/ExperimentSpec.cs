namespace Assay.Specs;

/// <summary>What is planned and run: every task times its prompts, every model and every set of params.</summary>
/// <param name="Id">Names the experiment; a benchmark's id when one was compiled.</param>
public sealed record ExperimentSpec(string Id)
{
    /// <summary>The models, in the order of the matrix.</summary>
    public ValueList<ModelSpec> Models { get; init; } = [];

    /// <summary>The sets of inference params, in the order of the matrix; at least one.</summary>
    public ValueList<InferenceParams> Params { get; init; } = [];

    /// <summary>The tasks.</summary>
    public ValueList<TaskSpec> Tasks { get; init; } = [];

    /// <summary>How many candidates each trial generates; at least 1.</summary>
    public int Samples { get; init; } = 1;
}
