using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Assay.Postgres.Tests;

/// <summary>A PostgreSQL server of this process alone: a new cluster in a temporary folder, on a free port of the loopback.</summary>
internal sealed class LocalPostgres : IAsyncDisposable
{
    private const string Nobody = "65534";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string folder = Directory.CreateTempSubdirectory("assay-postgres-").FullName;
    private Process? process;

    private LocalPostgres()
    {
    }

    /// <summary>How to connect to it.</summary>
    public string Connection { get; private set; } = "";

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Missing => FindPrograms() is null
        ? "There is no PostgreSQL server: initdb is neither on the PATH nor below /usr/lib/postgresql."
        : null;

    /// <summary>Starts a server.</summary>
    /// <param name="isDurable">Whether it syncs to disk, as servers do; without, it is faster, and a crash of the machine may damage it.</param>
    public static async Task<LocalPostgres> StartAsync(bool isDurable)
    {
        var programs = FindPrograms() ?? throw new InvalidOperationException(Missing);
        var server = new LocalPostgres();
        var cluster = Path.Combine(server.folder, "cluster");
        if (IsRoot)
            await server.FinishAsync("chown", Nobody, server.folder);
        await server.FinishAsUserAsync(Path.Combine(programs, "initdb"), "-D", cluster, "-U", "assay", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");

        // Another process may take the port first, so it is tried again with another one.
        for (var attempt = 1; server.process is null; attempt++)
            await server.StartAsync(Path.Combine(programs, "postgres"), cluster, isDurable, isLast: attempt == 5);
        return server;
    }

    /// <summary>Runs a statement.</summary>
    public async Task RunAsync(string sql)
    {
        await using var open = new NpgsqlConnection(Connection);
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A port that nothing listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
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

    private async Task StartAsync(string program, string cluster, bool isDurable, bool isLast)
    {
        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        Connection = $"Host=127.0.0.1;Port={port};Username=assay;Database=postgres;Timeout=30;Command Timeout=120";
        var started = Process.Start(AsUser(program, "-D", cluster, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", isDurable ? "fsync=on" : "fsync=off", "-c", "max_connections=300"))!;
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
