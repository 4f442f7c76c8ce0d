using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Assay.Postgres.Tests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Assay.Postgres.Tests;

/// <summary>A PostgreSQL server of these tests alone: a new cluster in a temporary folder, on a free port of the loopback. Without the server's programs there is none, and tests skip.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Nobody = "65534";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string folder = Directory.CreateTempSubdirectory("assay-postgres-").FullName;
    private Process? process;
    private string connection = "";

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing { get; private set; }

    /// <summary>The connection string of a schema, which is made when it is absent. Skips the test where there is no server.</summary>
    public static async Task<string> ConnectionOfAsync(string schema)
    {
        var server = (await TestContext.Current.GetFixture<PostgresServer>())!;
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        await server.RunAsync($"SELECT pg_advisory_xact_lock(1); CREATE SCHEMA IF NOT EXISTS {schema}");
        return server.connection + $";Search Path={schema}";
    }

    /// <summary>A port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask InitializeAsync()
    {
        if (FindPrograms() is not { } programs)
        {
            Missing = "There is no PostgreSQL server: initdb is neither on the PATH nor below /usr/lib/postgresql.";
            return;
        }

        var cluster = Path.Combine(folder, "cluster");
        if (IsRoot)
            await FinishAsync("chown", Nobody, folder);
        await FinishAsUserAsync(Path.Combine(programs, "initdb"), "-D", cluster, "-U", "assay", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");

        // Another process may take the port first, so it is tried again with another one.
        for (var attempt = 1; process is null; attempt++)
            await StartAsync(Path.Combine(programs, "postgres"), cluster, isLast: attempt == 5);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string? FindPrograms()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(static path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var version) ? version : 0).Select(static path => Path.Combine(path, "bin"))
            : [];
        return installed.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(static path => File.Exists(Path.Combine(path, "initdb")) && File.Exists(Path.Combine(path, "postgres")));
    }

    private async Task StartAsync(string program, string cluster, bool isLast)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        connection = $"Host=127.0.0.1;Port={port};Username=assay;Database=postgres;Timeout=30;Command Timeout=120";
        var started = Process.Start(AsUser(program, "-D", cluster, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c", "max_connections=300"))!;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience && !started.HasExited; await Task.Delay(50))
        {
            try
            {
                await RunAsync("SELECT 1");
                process = started;
                return;
            }
            catch (NpgsqlException)
            {
                // It is not ready yet.
            }
        }

        if (!started.HasExited)
            started.Kill(entireProcessTree: true);
        started.Dispose();
        if (isLast)
            throw new InvalidOperationException("The PostgreSQL server did not start; what it printed says why.");
    }

    private async Task RunAsync(string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    // PostgreSQL refuses to run as root.
    private ProcessStartInfo AsUser(string program, params string[] arguments) =>
        IsRoot ? Start("setpriv", [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", program, .. arguments]) : Start(program, arguments);

    private ProcessStartInfo Start(string program, string[] arguments) =>
        new(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, Environment = { ["LC_ALL"] = "C" } };

    private Task FinishAsync(string program, params string[] arguments) => FinishAsync(Start(program, arguments));

    private Task FinishAsUserAsync(string program, params string[] arguments) => FinishAsync(AsUser(program, arguments));

    private static async Task FinishAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var run = Process.Start(start)!;
        var (output, errors) = (run.StandardOutput.ReadToEndAsync(), run.StandardError.ReadToEndAsync());
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{start.FileName} ended with exit code {run.ExitCode}: {await output} {await errors}");
    }
}
