using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Writes planned runs, their work and what processes say of them, within the writer's transaction.</summary>
internal sealed class ManifestWriter(SqliteDatabase database, StoreTables tables)
{
    private readonly SqliteStatement insert = database.Prepare("""
        INSERT INTO manifests(run, project, name, kind, created, text, payload, planned) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT(run) DO NOTHING RETURNING id
        """);

    private readonly SqliteStatement setPlanned = database.Prepare("UPDATE manifests SET planned = 1 WHERE run = ?1");
    private readonly SqliteStatement insertPlan = database.Prepare("INSERT INTO manifest_plans(manifest, position, plan) VALUES (?1, ?2, ?3)");
    private readonly SqliteStatement deleteColumns = database.Prepare("DELETE FROM plan_columns WHERE run = ?1 AND plan = ?2");
    private readonly SqliteStatement insertColumn = database.Prepare("INSERT INTO plan_columns(run, plan, position, parse, metric) VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly SqliteStatement insertWork = database.Prepare("INSERT OR IGNORE INTO work_items(plan, ordinal, key, item) VALUES (?1, ?2, ?3, ?4)");
    private readonly SqliteStatement replaceActivity = database.Prepare("REPLACE INTO activity(run, owner, stage, in_flight, at) VALUES (?1, ?2, ?3, ?4, ?5)");

    /// <summary>Keeps a manifest unless it is kept; one that was not planned yet becomes so.</summary>
    public void Save(ManifestRecord manifest)
    {
        insert
            .Bind(1, manifest.RunId)
            .Bind(2, manifest.Project)
            .Bind(3, manifest.Name)
            .Bind(4, manifest.Kind)
            .Bind(5, manifest.Created.ToUnixTimeMilliseconds())
            .Bind(8, manifest.IsPlanned ? 1 : 0);
        tables.BindText(insert, 6, 7, manifest.SpecJson);
        if (insert.FirstLong() is not { } row)
        {
            if (manifest.IsPlanned)
                setPlanned.Bind(1, manifest.RunId).Run();
            return;
        }

        for (var i = 0; i < manifest.PlanIds.Count; i++)
            insertPlan.Bind(1, row).Bind(2, i).Bind(3, manifest.PlanIds[i]).Run();
    }

    /// <summary>Keeps what a run wants of a plan.</summary>
    public void SaveColumns(Hash128 run, long plan, IReadOnlyList<Overlay> columns)
    {
        deleteColumns.Bind(1, run).Bind(2, plan).Run();
        for (var i = 0; i < columns.Count; i++)
            insertColumn.Bind(1, run).Bind(2, plan).Bind(3, i).Bind(4, columns[i].ParseId).Bind(5, columns[i].MetricId).Run();
    }

    /// <summary>Keeps candidates unless they are kept.</summary>
    public void SaveWork(long plan, IReadOnlyList<WorkItemSeed> items)
    {
        foreach (var seed in items)
            insertWork.Bind(1, plan).Bind(2, seed.Ordinal).Bind(3, seed.Key).Bind(4, tables.Intern(seed.Item)).Run();
    }

    /// <summary>Keeps what a process last said.</summary>
    public void Report(Hash128 run, ActivityRecord activity) => replaceActivity
        .Bind(1, run)
        .Bind(2, activity.Owner)
        .Bind(3, (long)activity.Stage)
        .Bind(4, activity.InFlight)
        .Bind(5, activity.At.ToUnixTimeMilliseconds())
        .Run();
}
