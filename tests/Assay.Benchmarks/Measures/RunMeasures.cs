namespace Assay.Benchmarks.Measures;

/// <summary>Everything, from the file of items to committed scores, with an engine that answers at once.</summary>
internal sealed class FullRunMeasure : Measure
{
    public override string Name => "full run";

    public override string Limit => "bare SQLite inserts of the same rows";

    public override Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken) => Task.FromResult(new PreparedMeasure(
        workload.Trials,
        async token =>
        {
            if (Directory.Exists(workload.StoreFolder))
                Directory.Delete(workload.StoreFolder, recursive: true);
            return await PreparedMeasure.TimeAsync(() => RunAsync(workload, token));
        },
        token => BareStore.TimeWritesAsync(workload.Trials, workload.Items, token)));

    private static async Task RunAsync(Workload workload, CancellationToken cancellationToken)
    {
        await using var orchestrator = workload.Open();
        var result = await orchestrator.RunBenchmarkAsync(workload.Definition(), null, cancellationToken);
        if (result.Work!.Scored != workload.Trials)
            throw new InvalidOperationException($"{result.Work.Scored} of {workload.Trials} trials were scored.");
    }
}

/// <summary>The same again when nothing is left to do.</summary>
internal sealed class ResumeMeasure : Measure
{
    public override string Name => "resume";

    public override string Limit => "bare SQLite read of every score";

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        await (await OpenRunAsync(workload, cancellationToken)).DisposeAsync();
        return new PreparedMeasure(
            workload.Trials,
            token => PreparedMeasure.TimeAsync(async () => await (await OpenRunAsync(workload, token)).DisposeAsync()),
            _ => Task.FromResult(BareStore.TimeReads(workload.StoreFolder)));
    }
}

/// <summary>A full run whose engine takes 200 ms, 512 calls at once.</summary>
internal sealed class WaitingMeasure : Measure
{
    private const int InFlight = 512;
    private const int Rounds = 20;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    public override string Name => "200 ms engine, 512 in flight";

    public override string Limit => "Little's law";

    public override Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var few = new Workload(Math.Min(workload.Trials, InFlight * Rounds), int.MaxValue, Directory.CreateDirectory(Path.Combine(workload.Folder, "few")).FullName);
        few.WriteItems();
        return Task.FromResult(new PreparedMeasure(
            few.Trials,
            token => TimeAsync(few, token),
            _ => Task.FromResult(Delay * ((few.Trials + InFlight - 1) / InFlight))));
    }

    private static async Task<TimeSpan> TimeAsync(Workload workload, CancellationToken cancellationToken)
    {
        var store = Path.Combine(workload.Folder, "waiting");
        if (Directory.Exists(store))
            Directory.Delete(store, recursive: true);
        await using var orchestrator = workload.Open(store, InFlight);
        await orchestrator.PlanSliceAsync(workload.Definition(), Workload.Slice, cancellationToken);
        return await PreparedMeasure.TimeAsync(() => orchestrator.RunBenchmarkAsync(workload.Definition(Delay), null, cancellationToken));
    }
}
