namespace Assay.Results;

/// <summary>What a run of an experiment found.</summary>
public sealed class ExperimentResult : RunResult
{
    private ExperimentResult(ResultSource source, IReadOnlyList<TaskScope> tasks)
        : base(source, tasks)
    {
    }

    /// <inheritdoc/>
    public override ExperimentResult ForTransform(string hashPrefix) => new(Source, TasksOfParse(hashPrefix));

    /// <inheritdoc/>
    public override ExperimentResult ForEvaluation(string hashPrefix) => new(Source, TasksOfScore(hashPrefix));

    internal static ExperimentResult Of(ResultSource source) => new(source, source.Scopes());
}
