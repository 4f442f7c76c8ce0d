using Assay.Postgres.Tests;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Assay.Postgres.Tests;

/// <summary>The PostgreSQL server of these tests. Without the server's programs there is none, and tests skip.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private LocalPostgres? server;

    /// <summary>The connection string of a schema, which is made when it is absent. Skips the test where there is no server.</summary>
    public static async Task<string> ConnectionOfAsync(string schema)
    {
        var fixture = (await TestContext.Current.GetFixture<PostgresServer>())!;
        Assert.SkipWhen(fixture.server is null, LocalPostgres.Missing ?? "");
        await fixture.server!.RunAsync($"SELECT pg_advisory_xact_lock(1); CREATE SCHEMA IF NOT EXISTS {schema}");
        return fixture.server.Connection + $";Search Path={schema}";
    }

    public async ValueTask InitializeAsync() => server = LocalPostgres.Missing is null ? await LocalPostgres.StartAsync(isDurable: false) : null;

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
