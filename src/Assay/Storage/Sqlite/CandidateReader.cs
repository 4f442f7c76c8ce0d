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
        WHERE p.plan = ?1 AND p.ordinal BETWEEN ?2 AND ?3
        ORDER BY p.ordinal
        """;

    // One metric alone: its whole key is known, and where it is scored its generation is known to be completed.
    private const string SqlOfOne = """
        SELECT p.ordinal, p.item, p.gen, g.state, g.code, e.parse, e.metric, e.value, e.code
        FROM plan_items p
        LEFT JOIN evaluations e ON e.gen = p.gen AND e.item = p.item AND e.parse = ?4 AND e.metric = ?5
        LEFT JOIN generations g ON g.gen = CASE WHEN e.gen IS NULL THEN p.gen END
        WHERE p.plan = ?1 AND p.ordinal BETWEEN ?2 AND ?3
        ORDER BY p.ordinal
        """;

    private const string SqlWithoutScores = """
        SELECT p.ordinal, p.item, g.gen, g.state, g.code, NULL, NULL, NULL, NULL
        FROM plan_items p
        CROSS JOIN generations g ON g.gen = p.gen
        WHERE p.plan = ?1 AND p.ordinal BETWEEN ?2 AND ?3
        ORDER BY p.ordinal
        """;

    public static async IAsyncEnumerable<StoredCandidate> ReadAsync(
        StoreReaderPool pool,
        long planId,
        IReadOnlyList<Overlay> overlays,
        long first,
        long count,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using var lease = pool.Rent();
        var reader = lease.Reader;
        var isOne = overlays is [{ MetricId: not 0 }];
        var statement = reader.Database.PrepareOnce(isOne ? SqlOfOne : overlays.Any(static overlay => overlay.MetricId != 0) ? Sql : SqlWithoutScores);
        using var parses = ParseOverlays.For(reader.Database, overlays);
        try
        {
            var last = count > long.MaxValue - first ? long.MaxValue : first + count - 1;
            statement.Bind(1, planId).Bind(2, first).Bind(3, last);
            if (isOne)
                statement.Bind(4, overlays[0].ParseId).Bind(5, overlays[0].MetricId);
            var candidate = new StoredCandidate(overlays.Count);
            var hasRow = statement.Step();
            if (hasRow)
                parses?.Begin(planId, first, last);
            for (var rows = 0; hasRow; rows++)
            {
                if ((rows & 255) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                hasRow = isOne ? ReadOnly(statement, reader, candidate) : ReadOne(statement, reader, candidate, overlays);
                parses?.SetScores(reader, candidate);
                yield return candidate;
            }
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>Reads the one row of a candidate of one metric.</summary>
    /// <returns>Whether the statement stands on the next candidate's row.</returns>
    private static bool ReadOnly(SqliteStatement statement, StoreReader reader, StoredCandidate candidate)
    {
        candidate.Ordinal = statement.Long(0);
        candidate.ItemRow = statement.Long(1);
        var isScored = !statement.IsNull(6);
        candidate.Generation = isScored
            ? new StoredGeneration(statement.Long(2), GenerationStatus.Completed, null)
            : new StoredGeneration(statement.Long(2), (GenerationStatus)statement.Long(3), reader.CodeOf(statement, 4));
        candidate.SetScore(0, isScored ? ScoreOf(statement, reader) : default);
        return statement.Step();
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
