using System.Globalization;
using System.Text;
using Assay.Storage;

namespace Assay.Postgres;

/// <summary>
/// Brings the projections up to a range of events. The same statements serve each batch, a rebuild and verification, so they cannot
/// differ. PostgreSQL changes a row once a statement, so of several events about one thing the one that counts is chosen first.
/// </summary>
internal static class PgProjections
{
    private const string Runs = """
        INSERT INTO runs(run, began, state, event)
        SELECT run, at, 0, seq FROM events WHERE seq BETWEEN {0} AND {1} AND kind = 1
        ON CONFLICT(run) DO NOTHING;
        INSERT INTO run_plans(run, plan)
        SELECT run, plan FROM events WHERE seq BETWEEN {0} AND {1} AND kind = 2
        ON CONFLICT DO NOTHING;
        INSERT INTO runs(run, began, ended, state, event)
        SELECT DISTINCT ON (run) run, at, at, state, seq FROM events WHERE seq BETWEEN {0} AND {1} AND kind = 3 ORDER BY run, seq DESC
        ON CONFLICT(run) DO UPDATE SET ended = excluded.ended, state = excluded.state;
        """;

    private const string Generations = """
        INSERT INTO generations(gen, event, state, code)
        SELECT DISTINCT ON (gen) gen, seq, state, code FROM events WHERE seq BETWEEN {0} AND {1} AND kind = 4
        ORDER BY gen, state, CASE WHEN state = 1 THEN seq ELSE -seq END
        ON CONFLICT(gen) DO UPDATE SET event = excluded.event, state = excluded.state, code = excluded.code
        WHERE generations.state = 2;
        """;

    private const string Transforms = """
        INSERT INTO transforms(gen, parse, success, event, code)
        SELECT DISTINCT ON (gen, parse) gen, parse, state, seq, code FROM events WHERE seq BETWEEN {0} AND {1} AND kind = 5
        ORDER BY gen, parse, state DESC, CASE WHEN state = 1 THEN seq ELSE -seq END
        ON CONFLICT(gen, parse) DO UPDATE SET success = excluded.success, event = excluded.event, code = excluded.code
        WHERE transforms.success = 0;
        """;

    private const string Evaluations = """
        INSERT INTO evaluations(gen, item, parse, metric, value, code, event)
        SELECT DISTINCT ON (gen, item, parse, metric) gen, item, parse, metric, value, code, seq FROM events
        WHERE seq BETWEEN {0} AND {1} AND kind = 6
        ORDER BY gen, item, parse, metric, coalesce(code, 0) > 1, CASE WHEN coalesce(code, 0) > 1 THEN -seq ELSE seq END
        ON CONFLICT(gen, item, parse, metric)
        DO UPDATE SET value = excluded.value, code = excluded.code, event = excluded.event
        WHERE evaluations.code > 1;
        """;

    private const string Details = """
        INSERT INTO details(gen, event)
        SELECT gen, seq FROM events
        WHERE seq BETWEEN {0} AND {1} AND gen IS NOT NULL
            AND (kind > 6 OR kind = 4 AND state = 2 OR kind = 5 AND state = 0 OR kind = 6 AND code > 1)
        ON CONFLICT DO NOTHING;
        INSERT INTO run_links(run, event)
        SELECT run, seq FROM events WHERE seq BETWEEN {0} AND {1} AND kind = 12 AND gen IS NULL
        ON CONFLICT DO NOTHING;
        """;

    private const string Keys = "INSERT INTO generation_keys(key, gen) SELECT key, gen FROM events WHERE kind = 4 AND gen = seq;\n";

    /// <summary>The statements for events of a range, both ends included, of which some kinds are there.</summary>
    public static string Of(long first, long last, Func<Func<EventKind, bool>, bool> has)
    {
        var sql = new StringBuilder();
        if (has(static kind => kind is EventKind.RunBegan or EventKind.RunPlanned or EventKind.RunEnded))
            sql.Append(Runs).Append('\n');
        if (has(static kind => kind == EventKind.Generated))
            sql.Append(Generations).Append('\n');
        if (has(static kind => kind == EventKind.Parsed))
            sql.Append(Transforms).Append('\n');
        if (has(static kind => kind == EventKind.Scored))
            sql.Append(Evaluations).Append('\n');
        sql.Append(Details);
        return sql.ToString()
            .Replace("{0}", first.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{1}", last.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>The statements that fill empty projections from all events.</summary>
    public static string Fill { get; } = Keys + Of(0, long.MaxValue, static _ => true);
}
