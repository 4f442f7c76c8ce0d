using Assay.Postgres.Tests;
using Npgsql;

namespace Assay.Benchmarks.Measures;

/// <summary>The full run on PostgreSQL: a server of the measure's own, which syncs to disk as servers do.</summary>
internal sealed class PostgresRunMeasure : Measure
{
    public override string Name => "full run on PostgreSQL";

    public override string Limit => "bare COPY of rows of the same width";

    public override string? Missing => LocalPostgres.Missing;

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var server = await LocalPostgres.StartAsync(isDurable: true);
        return new PreparedMeasure(
            workload.Trials,
            async token =>
            {
                await server.RunAsync("DROP SCHEMA IF EXISTS run CASCADE; CREATE SCHEMA run");
                return await PreparedMeasure.TimeAsync(() => RunAsync(workload, server, token));
            },
            token => CopyAsync(server, workload.Trials, token),
            server);
    }

    /// <summary>Runs the workload in the schema <c>run</c>.</summary>
    public static async Task RunAsync(Workload workload, LocalPostgres server, CancellationToken cancellationToken)
    {
        await using var orchestrator = workload.OpenPostgres($"{server.Connection};Search Path=run");
        var result = await orchestrator.RunBenchmarkAsync(workload.Definition(), null, cancellationToken);
        if (result.Work is not { Failed: 0, Missing: 0, Unscored: 0 } work || work.Candidates != workload.Trials)
            throw new InvalidOperationException($"The run over {workload.Trials} trials is not whole: {result.Work}.");
    }

    /// <summary>Copies three rows a trial, one of them with a text and a key, into a table without an index.</summary>
    private static async Task<TimeSpan> CopyAsync(LocalPostgres server, int trials, CancellationToken cancellationToken)
    {
        await server.RunAsync("DROP TABLE IF EXISTS bare; CREATE TABLE bare(seq bigint, kind int, at bigint, gen bigint, value float8, duration bigint, text text, key bytea)");
        await using var connection = new NpgsqlConnection(server.Connection);
        await connection.OpenAsync(cancellationToken);
        var key = new byte[16];
        return await PreparedMeasure.TimeAsync(async () =>
        {
            await using var copy = await connection.BeginBinaryImportAsync("COPY bare FROM STDIN (FORMAT BINARY)", cancellationToken);
            for (var row = 0L; row < 3L * trials; row++)
            {
                var isOutput = row % 3 == 0;
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(row, cancellationToken);
                await copy.WriteAsync((int)(row % 3), cancellationToken);
                await copy.WriteAsync(row, cancellationToken);
                await copy.WriteAsync(row / 3, cancellationToken);
                await copy.WriteAsync(1.0, cancellationToken);
                await copy.WriteAsync(250L, cancellationToken);
                if (isOutput)
                {
                    await copy.WriteAsync(Workload.OutputOf(0, (int)row, 0), cancellationToken);
                    await copy.WriteAsync(key, cancellationToken);
                }
                else
                {
                    await copy.WriteNullAsync(cancellationToken);
                    await copy.WriteNullAsync(cancellationToken);
                }
            }

            await copy.CompleteAsync(cancellationToken);
        });
    }
}

/// <summary>The same again when nothing is left to do.</summary>
internal sealed class PostgresResumeMeasure : Measure
{
    public override string Name => "resume on PostgreSQL";

    public override string Limit => "bare read of every score";

    public override string? Missing => LocalPostgres.Missing;

    public override async Task<PreparedMeasure> PrepareAsync(Workload workload, CancellationToken cancellationToken)
    {
        var server = await LocalPostgres.StartAsync(isDurable: true);
        await server.RunAsync("CREATE SCHEMA run");
        await PostgresRunMeasure.RunAsync(workload, server, cancellationToken);
        return new PreparedMeasure(
            workload.Trials,
            token => PreparedMeasure.TimeAsync(() => PostgresRunMeasure.RunAsync(workload, server, token)),
            token => ReadAsync(server, token),
            server);
    }

    private static async Task<TimeSpan> ReadAsync(LocalPostgres server, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(server.Connection);
        await connection.OpenAsync(cancellationToken);
        return await PreparedMeasure.TimeAsync(async () =>
        {
            await using var command = new NpgsqlCommand("SELECT gen, value FROM run.evaluations", connection);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var sum = 0.0;
            while (await reader.ReadAsync(cancellationToken))
                sum += reader.GetInt64(0) + reader.GetDouble(1);
            GC.KeepAlive(sum);
        });
    }
}
