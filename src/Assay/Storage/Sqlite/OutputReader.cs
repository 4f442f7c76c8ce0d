using System.Runtime.CompilerServices;

namespace Assay.Storage.Sqlite;

/// <summary>Streams the outputs of a plan's candidates in one query.</summary>
internal static class OutputReader
{
    private const string Sql = """
        SELECT p.ordinal, i.item_id, p.gen, e.text, b.data, b.codec, b.size, b.hash
        FROM plan_items p
        CROSS JOIN generations g ON g.gen = p.gen AND g.state = 1
        CROSS JOIN events e ON e.seq = g.event
        CROSS JOIN items i ON i.id = p.item
        LEFT JOIN payloads b ON b.id = e.payload
        WHERE p.plan = ?1
        ORDER BY p.ordinal
        """;

    public static async IAsyncEnumerable<StoredOutput> ReadAsync(StoreReaderPool pool, long planId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var lease = pool.Rent();
        var statement = lease.Reader.Database.PrepareOnce(Sql);
        try
        {
            statement.Bind(1, planId);
            while (statement.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return new StoredOutput(
                    statement.Long(0),
                    statement.Text(1),
                    statement.Long(2),
                    statement.IsNull(4) ? statement.Text(3) : lease.Reader.Payloads.Text(statement, 4, 5, 6, 7));
            }
        }
        finally
        {
            statement.Close();
        }
    }
}
