using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Storage.Care;

/// <summary>Brings what another store holds into a store: shards that a build ran apart become one. Everything is known by its identity, so that joining again changes nothing.</summary>
public sealed class StoreJoin
{
    private readonly StorageBundle target;
    private readonly StorageBundle source;
    private readonly string name;
    private readonly TimeProvider time;
    private readonly Dictionary<long, long> definitions = [];
    private readonly Dictionary<long, GenerationRef> generations = [];
    private readonly Dictionary<long, ItemEntry> items = [];
    private readonly List<long> runs = [];
    private RunDetails current = null!;
    private IReadOnlyList<long> plans = [];
    private long run;
    private long generated;
    private long scored;
    private long alreadyThere;

    private StoreJoin(StorageBundle target, StorageBundle source, string name, TimeProvider time)
    {
        this.target = target;
        this.source = source;
        this.name = name;
        this.time = time;
    }

    /// <summary>Brings generations, parses, scores and their places in plans over. An output that is stored stays; a failure gives way to an output. Each of the other store's runs that brings something is on record as a run.</summary>
    /// <param name="target">The store that grows; it is opened for writing.</param>
    /// <param name="source">The other store.</param>
    /// <param name="name">What the record calls it, such as its folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops it; what is committed stays, and joining again goes on from there.</param>
    /// <exception cref="StoreException">A store cannot be read or written, or the other one cannot tell by what its definitions are known (<see cref="ErrorCode.StoreUnreadable"/>).</exception>
    public static async Task<JoinReport> JoinAsync(StorageBundle target, StorageBundle source, string name, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var join = new StoreJoin(target, source, name, time);
        var right = await target.Runs.AcquireWriterAsync(null, cancellationToken).ConfigureAwait(false);
        await using (right.ConfigureAwait(false))
            return await join.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<JoinReport> RunAsync(CancellationToken cancellationToken)
    {
        var known = new Dictionary<long, long>();
        foreach (var one in (await source.Projections.ReadRunsAsync(cancellationToken).ConfigureAwait(false)).Reverse())
        {
            var pairs = new List<(long Theirs, long Ours)>();
            foreach (var id in one.PlanIds)
            {
                if (await source.Projections.ReadPlanAsync(id, cancellationToken).ConfigureAwait(false) is { } plan)
                    pairs.Add((id, await target.Runs.OpenPlanAsync(plan, cancellationToken).ConfigureAwait(false)));
            }

            (current, plans, run) = (one, [.. pairs.Select(static pair => pair.Ours)], 0);
            foreach (var (theirs, ours) in pairs.Where(pair => known.TryAdd(pair.Theirs, pair.Ours)))
                await TakeAsync(theirs, ours, cancellationToken).ConfigureAwait(false);
            await target.Runs.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (run == 0)
                continue;
            runs.Add(run);
            await target.Runs.EndRunAsync(run, one.State is RunState.Running ? RunState.Stopped : one.State, time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        return new JoinReport(ValueList.From(runs), known.Count, generated, scored, alreadyThere);
    }

    private async Task TakeAsync(long theirs, long ours, CancellationToken cancellationToken)
    {
        var placed = new HashSet<long>();
        await foreach (var candidate in target.Runs.ReadCandidatesAsync(ours, [], cancellationToken).ConfigureAwait(false))
            placed.Add(candidate.Ordinal);
        await foreach (var candidate in source.Runs.ReadCandidatesAsync(theirs, [], cancellationToken).ConfigureAwait(false))
        {
            var (ordinal, row, from) = (candidate.Ordinal, candidate.ItemRow, candidate.Generation.Id);
            var item = await ItemAsync(row, cancellationToken).ConfigureAwait(false);
            var generation = await GenerationAsync(from, cancellationToken).ConfigureAwait(false);
            if (!placed.Contains(ordinal))
            {
                await RowAsync(cancellationToken).ConfigureAwait(false);
                await target.Runs.AppendAsync(new PlanItemEntry { PlanId = ours, Ordinal = ordinal, Generation = generation, Item = item }, cancellationToken).ConfigureAwait(false);
            }

            await ScoresAsync(from, row, generation, item, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<GenerationRef> GenerationAsync(long from, CancellationToken cancellationToken)
    {
        if (generations.TryGetValue(from, out var known))
            return known;
        var details = await source.Projections.ReadGenerationAsync(from, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreException(new Problem(ErrorCode.StoreUnreadable, $"The store '{name}' names a generation that it does not have; `assay store verify` says what is wrong with it."));
        var found = new StoredGeneration[1];
        await target.Runs.FindGenerationsAsync(new[] { details.Key }, found, cancellationToken).ConfigureAwait(false);
        if (found[0].Status == GenerationStatus.Completed || (found[0].Status == GenerationStatus.Failed && details.Status == GenerationStatus.Failed))
        {
            alreadyThere++;
            return generations[from] = new GenerationRef(found[0].Id);
        }

        var end = await EndAsync(from, cancellationToken).ConfigureAwait(false);
        var entry = new GenerationEntry
        {
            RunId = await RowAsync(cancellationToken).ConfigureAwait(false),
            Key = details.Key,
            ModelId = await DefinitionAsync(end.ModelId ?? 0, cancellationToken).ConfigureAwait(false),
            ParamsId = end.ParamsId is { } parameters and > 0 ? await DefinitionAsync(parameters, cancellationToken).ConfigureAwait(false) : 0,
            Seed = details.Seed,
            Output = details.Status == GenerationStatus.Completed ? await source.Runs.ReadOutputAsync(from, cancellationToken).ConfigureAwait(false) : null,
            Failure = details.Failure,
            FailureMessage = details.FailureMessage,
            Started = details.Started,
            Duration = details.Duration,
            Attempts = details.Attempts,
            FailedAttempts = details.FailedAttempts,
            Turns = details.Turns,
            Links = details.Links,
        };
        await target.Runs.AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        generated++;
        return generations[from] = new GenerationRef(entry);
    }

    private async Task ScoresAsync(long from, long row, GenerationRef generation, ItemEntry item, CancellationToken cancellationToken)
    {
        var transforms = new List<TransformRecord>();
        foreach (var one in await source.Projections.ReadTransformsAsync(from, cancellationToken).ConfigureAwait(false))
            transforms.Add(new TransformRecord(await DefinitionAsync(one.ParseId, cancellationToken).ConfigureAwait(false), one.Success, one.Text, one.Duration) { Failure = one.Failure, Attempts = one.Attempts });
        var evaluations = new List<EvaluationRecord>();
        foreach (var one in await source.Projections.ReadEvaluationsAsync(from, row, cancellationToken).ConfigureAwait(false))
        {
            var parse = one.ParseId == 0 ? 0 : await DefinitionAsync(one.ParseId, cancellationToken).ConfigureAwait(false);
            evaluations.Add(new EvaluationRecord(parse, await DefinitionAsync(one.MetricId, cancellationToken).ConfigureAwait(false), one.Value, one.Failure, one.Explanation, one.Duration) { JudgeCalls = one.JudgeCalls });
        }

        if (generation is { Entry: null, RowId: > 0 })
        {
            var wanted = evaluations.Select(static one => new Overlay(one.ParseId, one.MetricId)).Concat(transforms.Select(static one => new Overlay(one.ParseId, 0))).ToList();
            var there = await target.Runs.FindScoresAsync(generation.RowId, item.Item, wanted, cancellationToken).ConfigureAwait(false);
            evaluations = [.. evaluations.Where((one, i) => !there[i].Exists || (!there[i].IsFinished && one.Failure is null))];
            transforms = [.. transforms.Where((one, i) => there[wanted.Count - transforms.Count + i] is var stored && (!stored.Exists || (!stored.IsFinished && one.Failure is null)))];
        }

        if (evaluations.Count + transforms.Count == 0)
            return;
        scored += evaluations.Count;
        await target.Runs.AppendAsync(
            new ScoreEntry { RunId = await RowAsync(cancellationToken).ConfigureAwait(false), Generation = generation, Item = item, Transforms = transforms, Evaluations = evaluations },
            cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ItemEntry> ItemAsync(long row, CancellationToken cancellationToken)
    {
        if (items.TryGetValue(row, out var known))
            return known;
        var stored = await source.Runs.ReadItemAsync(row, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreException(new Problem(ErrorCode.StoreUnreadable, $"The store '{name}' names an item that it does not have; `assay store verify` says what is wrong with it."));
        var bytes = stored.Json is { } json ? System.Text.Encoding.UTF8.GetBytes(json) : [];
        return items[row] = new ItemEntry(new Item(stored.Id, stored.Id, bytes, stored.Digest), storePayload: stored.Json is not null);
    }

    /// <summary>The last event that says how a generation ended, which is the one that counts.</summary>
    private async ValueTask<StoredEvent> EndAsync(long generation, CancellationToken cancellationToken)
    {
        StoredEvent? last = null;
        await foreach (var one in source.Events.ReadGenerationAsync(generation, cancellationToken).ConfigureAwait(false))
            last = one.Kind == EventKind.Generated ? one : last;
        return last ?? throw new StoreException(new Problem(ErrorCode.StoreUnreadable, $"The store '{name}' has a generation without an event; `assay store verify` says what is wrong with it."));
    }

    private async ValueTask<long> DefinitionAsync(long row, CancellationToken cancellationToken)
    {
        if (definitions.TryGetValue(row, out var known))
            return known;
        var key = await source.Projections.ReadDefinitionKeyAsync(row, cancellationToken).ConfigureAwait(false);
        var json = await source.Projections.ReadDefinitionAsync(row, cancellationToken).ConfigureAwait(false);
        if (key is null || json is null)
            throw new StoreException(new Problem(ErrorCode.StoreUnreadable, $"The store '{name}' does not say by what its models, parses and metrics are known; join a store in a SQLite file or in PostgreSQL."));
        return definitions[row] = await target.Runs.InternAsync(key.Kind, key.Key, json, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<long> RowAsync(CancellationToken cancellationToken)
    {
        if (run != 0)
            return run;
        var origin = JsonNode.Parse(current.ProvenanceJson) as JsonObject ?? [];
        origin["import"] = new JsonObject { ["format"] = "assay.store", ["file"] = name, ["run"] = FormattableString.Invariant($"r{current.Id}") };
        return run = await target.Runs.BeginRunAsync(plans, origin.ToJsonString(), time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
    }
}
