using Assay.Postgres.Tests;
using Npgsql;

namespace Assay.Tests.Storage;

/// <summary>Looks into a store's tables beneath the contract.</summary>
internal static class StoreInspector
{
    public static long Count(string folder, string sql) => Convert.ToInt64(Run(folder, sql), System.Globalization.CultureInfo.InvariantCulture);

    // SQLite writes bytes as x'…', PostgreSQL as '\x…'.
    public static void Execute(string folder, string sql) => Run(folder, sql.Replace("x'", "'\\x", StringComparison.Ordinal));

    private static object? Run(string folder, string sql)
    {
        var schema = TestStorage.SchemaOf(folder);
        using var connection = new NpgsqlConnection(Task.Run(() => PostgresServer.ConnectionOfAsync(schema)).GetAwaiter().GetResult());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
