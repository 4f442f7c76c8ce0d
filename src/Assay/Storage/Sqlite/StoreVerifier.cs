using System.Globalization;
using System.Text;
using Assay.Errors;
using Assay.Identity;
using Assay.Storage.Care;

namespace Assay.Storage.Sqlite;

/// <summary>Reads a whole store within one snapshot and says what is wrong with it.</summary>
/// <param name="database">A connection of its own: temporary tables are made in it.</param>
internal sealed class StoreVerifier(SqliteDatabase database)
{
    /// <summary>The most findings of each check.</summary>
    public const int MostOfEach = 100;

    private readonly List<StoreFinding> findings = [];

    public StoreVerification Verify(CancellationToken cancellationToken)
    {
        long payloads = 0;
        database.Execute("BEGIN");
        Check(CheckFile, cancellationToken);
        foreach (var reference in StoreReferences.All)
            Check(() => CheckReference(reference), cancellationToken);
        Check(() => payloads = CheckPayloads(cancellationToken), cancellationToken);
        Check(() => CheckItems(cancellationToken), cancellationToken);
        Check(CheckProjections, cancellationToken);
        long events = 0;
        Check(() => events = database.QueryLong("SELECT count(*) FROM events"), cancellationToken);
        database.Rollback();
        return new StoreVerification(findings, events, payloads);
    }

    /// <summary>Makes a check; what cannot be read at all is a finding, and the other checks go on.</summary>
    private void Check(Action check, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            check();
        }
        catch (StoreException exception)
        {
            Add(FindingCode.Damaged, Path.GetFileName(database.File), exception.Problems[0].Message);
        }
    }

    private void CheckFile() => Read(string.Create(CultureInfo.InvariantCulture, $"PRAGMA integrity_check({MostOfEach})"), row =>
    {
        if (row.Text(0) is not "ok" and var text)
            Add(FindingCode.Damaged, Path.GetFileName(database.File), $"SQLite says: {text}. Restore the store from a copy.");
    });

    private void CheckReference(StoreReference reference)
    {
        var keys = reference.Key.Split(", ").Length;
        Read(reference.Dangling, row => Add(
            FindingCode.DanglingReference,
            PlaceOf(reference.Table, row, keys),
            string.Create(CultureInfo.InvariantCulture, $"Its {reference.Column} {row.Long(keys)} is not among the {reference.Target}. Restore the store from a copy{(StoreSchema.IsProjection(reference.Target) ? ", or rebuild the projections" : "")}.")));
    }

    private long CheckPayloads(CancellationToken cancellationToken)
    {
        long count = 0;
        using var payloads = new StorePayloads(database.File);
        Read("SELECT id, data, codec, size, hash FROM payloads", row =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            try
            {
                _ = payloads.Bytes(row, 1, 2, 3, 4);
            }
            catch (StoreException exception)
            {
                AddOne(FindingCode.PayloadMismatch, PlaceOf("payloads", row, 1), exception.Problems[0].Message);
            }
        });
        return count;
    }

    private void CheckItems(CancellationToken cancellationToken) => Read("SELECT id, item_id, digest, text, key FROM items", row =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var digest = row.Hash(2);
        if (StoreTables.KeyOf(row.Text(1), digest) != row.Hash(4))
            AddOne(FindingCode.PayloadMismatch, PlaceOf("items", row, 1), "Its key is not that of its id and digest. Restore the store from a copy.");
        if (!row.IsNull(3) && Digest.Of(row.Blob(3)) != digest)
            AddOne(FindingCode.PayloadMismatch, PlaceOf("items", row, 1), "Its content does not match its digest. Restore the store from a copy.");
    });

    private void CheckProjections()
    {
        StoreProjections.RebuildBeside(database);
        foreach (var table in StoreSchema.Projections)
        {
            var (keys, conditions) = ColumnsOf(table);
            Compare("main", "temp", "what it says is not what the events say");
            Compare("temp", "main", "it is missing, or says something else");

            void Compare(string which, string other, string fault) => Read(
                $"SELECT {string.Join(", ", keys)} FROM {which}.{table} a WHERE NOT EXISTS (SELECT 1 FROM {other}.{table} b WHERE {string.Join(" AND ", conditions)}) LIMIT {MostOfEach}",
                row => Add(FindingCode.ProjectionDiffers, PlaceOf(table, row, keys.Count), $"A row of a projection is wrong: {fault}. Rebuild the projections."));
        }
    }

    /// <summary>A table's key columns, and what makes row b the same as row a.</summary>
    private (List<string> Keys, List<string> Conditions) ColumnsOf(string table)
    {
        var (keys, conditions) = (new List<string>(), new List<string>());
        Read($"SELECT name, pk FROM pragma_table_info('{table}')", row =>
        {
            var (column, isKey) = (row.Text(0), row.Long(1) > 0);

            // Where a key lies among the levels says only when it came.
            var isLevel = column == "level";
            if (isKey && !isLevel)
                keys.Add(column);
            conditions.Add(isLevel ? $"b.level IN {StoreKeys.Levels}" : isKey ? $"b.{column} = a.{column}" : $"b.{column} IS a.{column}");
        });
        return (keys, conditions);
    }

    private void Read(string sql, Action<SqliteStatement> each)
    {
        var statement = database.PrepareOnce(sql);
        try
        {
            while (statement.Step())
                each(statement);
        }
        finally
        {
            statement.Close();
        }
    }

    private void Add(FindingCode code, string place, string message) => findings.Add(new StoreFinding(code, place, message));

    private void AddOne(FindingCode code, string place, string message)
    {
        if (findings.Count(finding => finding.Code == code) < MostOfEach)
            Add(code, place, message);
    }

    private static string PlaceOf(string table, SqliteStatement row, int keys)
    {
        var place = new StringBuilder(table);
        for (var i = 0; i < keys; i++)
            place.Append(i == 0 ? ' ' : '/').Append(row.IsBlob(i) ? row.Hash(i).ToString() : row.Long(i).ToString(CultureInfo.InvariantCulture));
        return place.ToString();
    }
}
