using System.Runtime.CompilerServices;

namespace Assay.Storage.Sqlite;

/// <summary>Streams a plan's candidates: integer joins in the plan's order, one row per score, gathered per candidate.</summary>
internal static class CandidateReader
{
    private const string Sql = """
        SELECT p.ordinal, p.item, g.gen, g.state, g.code, e.parse, e.metric, e.value, e.code
        FROM plan_items p
        CROSS JOIN generations g ON g.gen = p.gen
        LEFT JOIN evaluations e ON e.gen = p.gen AND e.item = p.item
        WHERE p.plan = ?1
        ORDER BY p.ordinal
        """;

    private const string SqlWithoutScores = """
        SELECT p.ordinal, p.item, g.gen, g.state, g.code, NULL, NULL, NULL, NULL
        FROM plan_items p
        CROSS JOIN generations g ON g.gen = p.gen
        WHERE p.plan = ?1
        ORDER BY p.ordinal
        """;

    public static async IAsyncEnumerable<StoredCandidate> ReadAsync(
        StoreReaderPool pool,
        long planId,
        IReadOnlyList<Overlay> overlays,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var lease = pool.Rent();
        var reader = lease.Reader;
        var statement = reader.Database.PrepareOnce(overlays.Any(static overlay => overlay.MetricId != 0) ? Sql : SqlWithoutScores);
        using var parses = ParseOverlays.For(reader.Database, overlays);
        try
        {
            statement.Bind(1, planId);
            var candidate = new StoredCandidate(overlays.Count);
            var hasRow = statement.Step();
            if (hasRow)
                parses?.Begin(planId);
            for (var rows = 0; hasRow; rows++)
            {
                if ((rows & 255) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                hasRow = ReadOne(statement, reader, candidate, overlays);
                parses?.SetScores(reader, candidate);
                yield return candidate;
            }
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Reads the rows of one candidate.</summary>
    /// <returns>Whether the statement stands on the next candidate's first row.</returns>
    private static bool ReadOne(SqliteStatement statement, StoreReader reader, StoredCandidate candidate, IReadOnlyList<Overlay> overlays)
    {
        var ordinal = statement.Long(0);
        candidate.Ordinal = ordinal;
        candidate.ItemRow = statement.Long(1);
        candidate.Generation = new StoredGeneration(statement.Long(2), (GenerationStatus)statement.Long(3), reader.CodeOf(statement, 4));
        for (var i = 0; i < overlays.Count; i++)
            candidate.SetScore(i, default);
        do
        {
            SetScores(statement, reader, candidate, overlays);
            if (!statement.Step())
                return false;
        }
        while (statement.Long(0) == ordinal);
        return true;
    }

    private static void SetScores(SqliteStatement statement, StoreReader reader, StoredCandidate candidate, IReadOnlyList<Overlay> overlays)
    {
        if (overlays.Count == 0 || statement.IsNull(5))
            return;
        var found = new Overlay(statement.Long(5), statement.Long(6));
        StoredScore? score = null;
        for (var i = 0; i < overlays.Count; i++)
        {
            if (overlays[i] == found)
                candidate.SetScore(i, score ??= ScoreOf(statement, reader));
        }
    }

    private static StoredScore ScoreOf(SqliteStatement statement, StoreReader reader) =>
        new(true, statement.IsNull(7) ? null : statement.Double(7), reader.CodeOf(statement, 8));
}
