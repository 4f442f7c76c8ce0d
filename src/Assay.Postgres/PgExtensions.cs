using Assay.Identity;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Short ways to run statements and read their columns.</summary>
internal static class PgExtensions
{
    /// <summary>Makes a command; its parameters are $1, $2 and so on.</summary>
    public static NpgsqlCommand Make(this NpgsqlConnection connection, string sql, params ReadOnlySpan<PgValue> values)
    {
#pragma warning disable CA2100 // Every statement is a constant of this library, and values are parameters.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
            command.Parameters.Add(value.ToParameter());
        return command;
    }

    /// <returns>How many rows it changed.</returns>
    public static async Task<long> RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params PgValue[] values)
    {
        var command = connection.Make(sql, values);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <returns>The first column of the first row; null when there is none, or it is null.</returns>
    public static async Task<long?> LongAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params PgValue[] values)
    {
        var command = connection.Make(sql, values);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as long?;
    }

    public static async Task<List<T>> ListAsync<T>(this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params PgValue[] values)
    {
        var found = new List<T>();
        var command = connection.Make(sql, values);
        await using (command.ConfigureAwait(false))
        {
            var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                    found.Add(read(rows));
            }
        }

        return found;
    }

    public static long Long(this NpgsqlDataReader row, int column) => row.GetInt64(column);

    public static long? NullableLong(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static double? NullableDouble(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static string? NullableText(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static Errors.ErrorCode? Code(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : new Errors.ErrorCode(row.GetString(column));

    public static Hash128 Hash(this NpgsqlDataReader row, int column) => Hash128.FromBytes(row.GetFieldValue<byte[]>(column));

    public static DateTimeOffset Time(this NpgsqlDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static TimeSpan Duration(this NpgsqlDataReader row, int column) => TimeSpan.FromMicroseconds(row.GetInt64(column));
}
