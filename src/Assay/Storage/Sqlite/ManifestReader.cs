using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Storage.Sqlite;

/// <summary>Reads planned runs, and what processes said of them.</summary>
internal sealed class ManifestReader(StoreReader reader)
{
    private const string Select = """
        SELECT m.id, m.run, m.project, m.name, m.kind, m.created, m.text, p.data, p.codec, p.size, p.hash, m.planned
        FROM manifests m LEFT JOIN payloads p ON p.id = m.payload

        """;

    /// <summary>Those whose run is in a range.</summary>
    public List<ManifestRecord> Find(HashPrefix range)
    {
        var statement = reader.Database.PrepareOnce(Select + "WHERE m.run BETWEEN ?1 AND ?2 ORDER BY m.run");
        statement.Bind(1, range.First).Bind(2, range.Last);
        return [.. Read(statement)];
    }

    /// <summary>All, the newest first, read while they are taken.</summary>
    public IEnumerable<ManifestRecord> List() => Read(reader.Database.PrepareOnce(Select + "ORDER BY m.id DESC"));

    /// <summary>What processes have said of a run since a time.</summary>
    public List<ActivityRecord> Activity(Hash128 run, DateTimeOffset since)
    {
        var statement = reader.Database.PrepareOnce("SELECT owner, stage, in_flight, at FROM activity WHERE run = ?1 AND at >= ?2 ORDER BY owner, stage");
        try
        {
            statement.Bind(1, run).Bind(2, since.ToUnixTimeMilliseconds());
            var found = new List<ActivityRecord>();
            while (statement.Step())
                found.Add(new ActivityRecord(statement.Text(0), (WorkStage)statement.Long(1), (int)statement.Long(2), statement.Time(3)));
            return found;
        }
        finally
        {
            statement.Close();
        }
    }

    private IEnumerable<ManifestRecord> Read(SqliteStatement statement)
    {
        var plans = reader.Database.PrepareOnce("SELECT plan FROM manifest_plans WHERE manifest = ?1 ORDER BY position");
        try
        {
            while (statement.Step())
            {
                var rows = new List<long>();
                plans.Bind(1, statement.Long(0));
                while (plans.Step())
                    rows.Add(plans.Long(0));
                var spec = statement.IsNull(7) ? statement.Text(6) : reader.Payloads.Text(statement, 7, 8, 9, 10);
                yield return new ManifestRecord(statement.Hash(1), statement.Text(2), statement.Text(3), statement.Text(4), spec, statement.Time(5), rows) { IsPlanned = statement.Long(11) != 0 };
            }
        }
        finally
        {
            statement.Close();
            plans.Close();
        }
    }
}
