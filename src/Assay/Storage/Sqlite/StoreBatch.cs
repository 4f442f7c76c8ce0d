using Assay.Errors;
using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Writes entries as rows within one transaction and brings the projections up to them.</summary>
internal sealed class StoreBatch : IDisposable
{
    private readonly SqliteStatement begin;
    private readonly SqliteStatement commit;
    private readonly SqliteStatement lastEvent;
    private readonly SqliteStatement insertPlanItem;
    private readonly StoreProjections projections;
    private readonly StorePayloadWriter payloads;
    private readonly StoreTables tables;
    private readonly StoreEvents events;
    private readonly StoreGenerations generations;
    private readonly StoreLinks links;
    private readonly LeaseWriter leases;
    private readonly TimeProvider time;
    private readonly SqliteDatabase database;
    private long projectedSeq;
    private EventKinds pending;

    public StoreBatch(SqliteDatabase database, SqliteStoreOptions options, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        begin = database.Prepare("BEGIN IMMEDIATE");
        commit = database.Prepare("COMMIT");
        lastEvent = database.Prepare("SELECT max(seq) FROM events");
        insertPlanItem = database.Prepare("REPLACE INTO plan_items(plan, ordinal, gen, item) VALUES (?1, ?2, ?3, ?4)");
        projections = new StoreProjections(database);
        payloads = new StorePayloadWriter(database, options);
        tables = new StoreTables(database, options, payloads);
        events = new StoreEvents(database, tables);
        generations = new StoreGenerations(database);
        links = new StoreLinks(database);
        leases = new LeaseWriter(database);
        Manifests = new ManifestWriter(database, tables);
        Budgets = new BudgetWriter(database);
    }

    /// <summary>Begins unless another process writes.</summary>
    public bool TryBegin()
    {
        if (!begin.TryRun())
            return false;
        lastEvent.Step();
        events.Begin(lastEvent.Long(0) + 1, time.GetUtcNow());
        lastEvent.Reset();
        projectedSeq = events.NextSeq;
        pending = EventKinds.None;
        return true;
    }

    /// <summary>Writes one entry.</summary>
    public void Write(StoreEntry entry)
    {
        switch (entry)
        {
            case GenerationEntry generation:
                Write(generation);
                break;
            case ScoreEntry score:
                Write(score);
                break;
            case PlanItemEntry planItem:
                insertPlanItem
                    .Bind(1, planItem.PlanId)
                    .Bind(2, planItem.Ordinal)
                    .Bind(3, RowOf(planItem.Generation))
                    .Bind(4, tables.Intern(planItem.Item))
                    .Run();
                break;
            case StoreCommand command:
                command.Execute(this);
                break;
            default:
                throw new InvalidOperationException($"The store cannot write a {entry.GetType()}.");
        }
    }

    /// <summary>Brings the projections up and commits.</summary>
    public void Commit()
    {
        Project();
        generations.Settle();
        tables.Settle();
        payloads.Settle();
        commit.Run();
    }

    /// <summary>Undoes what was written since <see cref="TryBegin"/>.</summary>
    public void Rollback() => database.Rollback();

    public long Intern(string kind, Hash128 key, string json) => tables.InternDefinition(kind, key, json);

    public long OpenPlan(PlanRecord plan) => tables.InternPlan(plan);

    public long BeginRun(IReadOnlyList<long> planIds, string provenanceJson, DateTimeOffset started)
    {
        Project();
        var run = database.QueryLong("SELECT max(run) FROM runs") + 1;
        events.RunBegan(run, started, provenanceJson);
        foreach (var plan in planIds)
            events.RunPlanned(run, started, plan);
        pending |= EventKinds.Runs;
        return run;
    }

    public void EndRun(long run, RunState state, DateTimeOffset ended)
    {
        events.RunEnded(run, state, ended);
        pending |= EventKinds.Runs;
    }

    /// <summary>Adds a link unless it is there.</summary>
    /// <returns>Whether its run, and its generation where it has one, exist.</returns>
    public bool AddLink(long run, long? generation, LinkRecord link)
    {
        Project();
        if (!links.Exists(run, generation))
            return false;
        if (!links.Contains(run, generation, link))
        {
            events.Linked(run, generation, link);
            pending |= EventKinds.Details;
        }

        return true;
    }

    /// <summary>Planned runs and their work.</summary>
    public ManifestWriter Manifests { get; }

    /// <summary>What workers may spend.</summary>
    public BudgetWriter Budgets { get; }

    /// <summary>Keeps a part of a plan's work.</summary>
    public void SaveWork(long plan, IReadOnlyList<WorkItemSeed> items)
    {
        Manifests.SaveWork(plan, items);
        leases.WorkAdded(plan);
    }

    /// <summary>Gives work out.</summary>
    public List<WorkPlace> Claim(LeaseClaim claim)
    {
        Project();
        return leases.Claim(claim, events.NextSeq - 1);
    }

    /// <summary>Makes leases live on.</summary>
    public int Renew(LeaseClaim claim)
    {
        Project();
        return leases.Renew(claim);
    }

    /// <summary>Takes leases back.</summary>
    public void Release(Hash128 run, string owner, IReadOnlyList<WorkPlace>? places) => leases.Release(run, owner, places);

    /// <summary>Says that work is part of a job, or of none.</summary>
    public void SetJob(IReadOnlyList<WorkPlace> places, string? job) => leases.SetJob(places, job, events.NextSeq - 1);

    /// <summary>Makes failed work pending.</summary>
    public long RetryFailed(Hash128 run)
    {
        Project();
        return leases.RetryFailed(run, events.NextSeq - 1);
    }

    /// <summary>Keeps a blob by its content.</summary>
    /// <returns>Its digest.</returns>
    public Hash128 Keep(SpooledBlob blob)
    {
        payloads.Intern(blob);
        return blob.Hash;
    }

    /// <summary>Keeps bytes by their content.</summary>
    public void Keep(ReadOnlySpan<byte> bytes) => payloads.Intern(bytes);

    public void Dispose() => payloads.Dispose();

    public void RebuildProjections()
    {
        projections.Rebuild();
        projectedSeq = events.NextSeq;
        pending = EventKinds.None;
    }

    private void Write(GenerationEntry entry)
    {
        if (!entry.IsNew && generations.Find(entry.Key) is { } known)
        {
            // What is known of it may have been written in this very batch.
            if (pending.HasFlag(EventKinds.Generations))
                Project();
            entry.RowId = known;
            if (generations.StatusOf(known, entry.Key) == GenerationStatus.Completed)
                return;
        }
        else
        {
            entry.RowId = events.NextSeq;
            generations.Add(entry.Key, entry.RowId);
        }

        var own = events.NextSeq + 1;
        events.Generated(entry);
        pending |= EventKinds.Generations;
        if (entry.Failure is not null || events.NextSeq != own)
            pending |= EventKinds.Details;
    }

    private void Write(ScoreEntry entry)
    {
        var generation = RowOf(entry.Generation);
        var item = tables.Intern(entry.Item);
        var own = events.NextSeq + entry.Transforms.Count + entry.Evaluations.Count;
        var isUsual = true;
        foreach (var transform in entry.Transforms)
        {
            events.Parsed(entry.RunId, generation, item, transform);
            isUsual &= transform.Success;
        }

        foreach (var evaluation in entry.Evaluations)
        {
            events.Scored(entry.RunId, generation, item, evaluation);
            isUsual &= evaluation.Failure is null || evaluation.Failure == ErrorCode.ParseFailed;
        }

        if (!isUsual || events.NextSeq != own)
            pending |= EventKinds.Details;
        if (entry.Transforms.Count > 0)
            pending |= EventKinds.Transforms;
        if (entry.Evaluations.Count > 0)
            pending |= EventKinds.Evaluations;
    }

    private void Project()
    {
        if (pending != EventKinds.None)
            projections.Apply(projectedSeq, events.NextSeq - 1, pending);
        projectedSeq = events.NextSeq;
        pending = EventKinds.None;
    }

    private static long RowOf(GenerationRef generation) => generation.RowId is > 0 and var row
        ? row
        : throw new InvalidOperationException("An entry refers to a generation that was not appended before it.");
}
