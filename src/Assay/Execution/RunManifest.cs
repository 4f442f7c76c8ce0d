using System.Runtime.CompilerServices;
using Assay.Identity;
using Assay.Planning;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Execution;

/// <summary>
/// A run as it was planned or begun, kept in the store: the same spec and data give the same one. Its work is rows that are streamed,
/// and how each stands is read from what is stored, so that a manifest never grows old.
/// </summary>
public sealed class RunManifest
{
    private readonly ManifestRecord record;
    private readonly IManifestRepository manifests;
    private readonly TimeProvider time;

    internal RunManifest(ManifestRecord record, IManifestRepository manifests, TimeProvider time)
    {
        this.record = record;
        this.manifests = manifests;
        this.time = time;
    }

    /// <summary>The run's identity, from its content.</summary>
    public Hash128 RunId => record.RunId;

    /// <summary>The project's name.</summary>
    public string Project => record.Project;

    /// <summary>The benchmark's or experiment's id.</summary>
    public string Name => record.Name;

    /// <summary>What was planned: <c>benchmark</c> or <c>experiment</c>.</summary>
    public string Kind => record.Kind;

    /// <summary>The spec as JSON, as <see cref="Specs.SpecJson"/> writes it.</summary>
    public string SpecJson => record.SpecJson;

    /// <summary>When it was planned or begun first.</summary>
    public DateTimeOffset Created => record.Created;

    /// <summary>Whether it was planned: every candidate is a row. One that was only begun streams the work that has been carried out, and counts all of it.</summary>
    public bool IsPlanned => record.IsPlanned;

    /// <summary>The rows of its plans, one per task, in order.</summary>
    public IReadOnlyList<long> PlanIds => record.PlanIds;


    /// <summary>Counts the work of each stage and how it stands now, in the stages' order.</summary>
    /// <param name="cancellationToken">Stops the counting.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public ValueTask<IReadOnlyList<StageCounts>> CountAsync(CancellationToken cancellationToken = default) =>
        manifests.CountAsync(RunId, time.GetUtcNow(), cancellationToken);

    /// <summary>Streams the work with how it stands now: stage by stage, task by task, in the plan's order.</summary>
    /// <param name="stage">The stage; null for all.</param>
    /// <param name="status">How the work must stand; null for any way.</param>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public IAsyncEnumerable<WorkItem> WorkItemsAsync(WorkStage? stage = null, WorkStatus? status = null, CancellationToken cancellationToken = default) =>
        manifests.ReadWorkItemsAsync(RunId, stage, status, cancellationToken);

    /// <summary>Streams the identities of the trials in the plan's order: one per trial, so that trials that ask the same thing have the same.</summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public async IAsyncEnumerable<Hash128> TrialHashesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var samples = PlanIds.Zip(Samples()).ToDictionary(static pair => pair.First, static pair => pair.Second);
        await foreach (var item in WorkItemsAsync(WorkStage.Generation, cancellationToken: cancellationToken))
        {
            if (item.Ordinal % samples[item.PlanId] == 0)
                yield return TrialIdentity.OfTrial(item.Key);
        }
    }

    /// <summary>Streams the identities of the generations in the plan's order: one per candidate.</summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public IAsyncEnumerable<Hash128> GenerationHashesAsync(CancellationToken cancellationToken = default) => HashesAsync(WorkStage.Generation, cancellationToken);

    /// <summary>Streams the identities of the transforms: one per candidate and parse.</summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public IAsyncEnumerable<Hash128> TransformHashesAsync(CancellationToken cancellationToken = default) => HashesAsync(WorkStage.Transform, cancellationToken);

    /// <summary>Streams the identities of the evaluations: one per candidate and score.</summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public IAsyncEnumerable<Hash128> EvaluationHashesAsync(CancellationToken cancellationToken = default) => HashesAsync(WorkStage.Evaluation, cancellationToken);

    /// <summary>How many samples each task takes, in order.</summary>
    private IEnumerable<int> Samples()
    {
        if (Kind != RunSource.BenchmarkKind)
        {
            var experiment = Specs.SpecJson.Read<ExperimentSpec>(SpecJson);
            return experiment.Tasks.Select(task => task.Samples ?? experiment.Samples);
        }

        var benchmark = Specs.SpecJson.Read<BenchmarkSpec>(SpecJson);
        return benchmark.Slices.Select(slice => slice.Samples ?? benchmark.Samples);
    }

    private async IAsyncEnumerable<Hash128> HashesAsync(WorkStage stage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in WorkItemsAsync(stage, cancellationToken: cancellationToken))
            yield return item.Key;
    }
}
