using Assay.Compilation;
using Assay.Errors;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Manifests;

namespace Assay.Cli.Reading;

/// <summary>Reads runs from a store, without the assembly that made them.</summary>
/// <param name="storage">The store.</param>
internal sealed class StoreReader(StorageBundle storage)
{
    private const string Last = "last";

    /// <summary>All runs, the newest first, and those that were planned and never began.</summary>
    public async Task<IReadOnlyList<StoredRun>> RunsAsync(CancellationToken cancellationToken)
    {
        var manifests = await storage.Manifests.ListAsync(cancellationToken).ToListAsync(cancellationToken);
        var begun = await storage.Projections.ReadRunsAsync(cancellationToken);
        var runs = new List<StoredRun>(begun.Count);
        foreach (var details in begun)
            runs.Add(await ReadAsync(details, ManifestOf(details, manifests), cancellationToken));
        var known = runs.Select(static run => run.Manifest?.RunId).ToHashSet();
        foreach (var manifest in manifests.Where(manifest => !known.Contains(manifest.RunId)))
            runs.Add(await ReadAsync(null, manifest, cancellationToken));
        return [.. runs.OrderByDescending(static run => run.At).ThenByDescending(static run => run.Details?.Id ?? 0)];
    }

    /// <summary>Finds a run by its name (<c>r3</c>), as <c>last</c>, or by the beginning of its plan's identity: then the newest of that plan.</summary>
    /// <exception cref="AssayException">There is none (<see cref="ErrorCode.RunUnknown"/>), or several plans begin so (<see cref="ErrorCode.HashAmbiguous"/>).</exception>
    public async Task<StoredRun> FindAsync(string name, CancellationToken cancellationToken) =>
        await TryFindAsync(name, cancellationToken)
            ?? throw new AssayException(ErrorCode.RunUnknown, $"The store has no run '{name}'; `assay list` shows what it has, and 'last' is the newest.");

    /// <summary>Finds a run as <see cref="FindAsync"/> does.</summary>
    /// <returns>Null when there is none.</returns>
    public async Task<StoredRun?> TryFindAsync(string name, CancellationToken cancellationToken)
    {
        var runs = await RunsAsync(cancellationToken);
        if (name == Last)
            return runs.Count == 0 ? null : runs[0];
        if (runs.FirstOrDefault(run => run.Details is not null && run.Name == name) is { } named)
            return named;
        var found = runs.Where(run => run.Manifest?.RunId.ToString().StartsWith(name, StringComparison.OrdinalIgnoreCase) == true).ToList();
        return found.Select(static run => run.Manifest!.RunId).Distinct().Count() > 1
            ? throw new AssayException(ErrorCode.HashAmbiguous, $"Several runs have an identity that begins with '{name}', {found[0].Manifest!.RunId} and {found[^1].Manifest!.RunId} among them; give more digits.")
            : found.FirstOrDefault();
    }

    /// <summary>Reads what a run found. Scores that later runs made are left out.</summary>
    public Task<RunView> ReadAsync(StoredRun run, CancellationToken cancellationToken) => new RunViewReader(storage, run, withExplanations: true).ReadAsync(cancellationToken);

    /// <summary>Reads what a run found as <see cref="ReadAsync(StoredRun, CancellationToken)"/> does, and leaves in the store what scores explain: it may be long.</summary>
    public Task<RunView> ReadFiguresAsync(StoredRun run, CancellationToken cancellationToken) => new RunViewReader(storage, run, withExplanations: false).ReadAsync(cancellationToken);

    /// <summary>The plan that a run carried out: the newest with the same slices that was there when the run began.</summary>
    private static ManifestRecord? ManifestOf(RunDetails details, IReadOnlyList<ManifestRecord> manifests)
    {
        var same = manifests.Where(manifest => manifest.PlanIds.SequenceEqual(details.PlanIds)).OrderByDescending(static manifest => manifest.Created).ToList();
        return same.FirstOrDefault(manifest => manifest.Created <= details.Began) ?? same.LastOrDefault();
    }

    private async Task<StoredRun> ReadAsync(RunDetails? details, ManifestRecord? manifest, CancellationToken cancellationToken)
    {
        var tasks = manifest is null ? null : TasksOf(manifest);
        var plans = new List<StoredPlan>();
        foreach (var id in details?.PlanIds ?? manifest!.PlanIds)
        {
            if (await storage.Projections.ReadPlanAsync(id, cancellationToken) is not { } plan)
                continue;
            var experiment = SpecJson.Read<ExperimentSpec>(plan.SpecJson);
            var task = tasks?.GetValueOrDefault(plan.Slice) ?? experiment.Tasks[0];
            plans.Add(new StoredPlan(id, plan.Slice, plan.Candidates, experiment, task));
        }

        return new StoredRun(details, manifest, plans);
    }

    private static Dictionary<string, TaskSpec> TasksOf(ManifestRecord manifest)
    {
        var experiment = manifest.Kind == "benchmark"
            ? BenchmarkCompiler.Compile(SpecJson.Read<BenchmarkSpec>(manifest.SpecJson))
            : SpecJson.Read<ExperimentSpec>(manifest.SpecJson);
        return experiment.Tasks.ToDictionary(static task => task.Id, StringComparer.Ordinal);
    }
}
