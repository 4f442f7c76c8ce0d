namespace Assay.Benchmarks.Measures;

/// <summary>Something to measure, and the limit that it is held against in the same process.</summary>
internal abstract class Measure
{
    /// <summary>All measures, in the order in which they are taken: the full run leaves the store that those after it read.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new ReadingMeasure(),
        new PlanningMeasure(),
        new HashingMeasure(),
        new RenderingMeasure(),
        new WritingMeasure(),
        new FullRunMeasure(),
        new ResumeMeasure(),
        new AggregateMeasure(),
        new ComparisonMeasure(),
        new SnapshotMeasure(),
        new SnapshotCheckMeasure(),
        new WaitingMeasure(),
        new PostgresRunMeasure(),
        new PostgresResumeMeasure(),
    ];

    public abstract string Name { get; }

    /// <summary>What the limit is, in words.</summary>
    public abstract string Limit { get; }

    /// <summary>Why it cannot be taken here; null when it can.</summary>
    public virtual string? Missing => null;

    /// <summary>Does what is not measured.</summary>
    public abstract Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken);

    /// <summary>Opens an orchestrator whose store holds the whole run.</summary>
    protected static async Task<Orchestrator> OpenRunAsync(Workload workload, CancellationToken cancellationToken)
    {
        var orchestrator = workload.Open();
        await orchestrator.RunBenchmarkAsync(workload.Definition(), null, cancellationToken);
        return orchestrator;
    }
}
