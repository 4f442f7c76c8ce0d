using Assay.Identity;
using Npgsql;
using NpgsqlTypes;

namespace Assay.Postgres;

/// <summary>A parameter with its type, so that null has one too.</summary>
internal readonly record struct PgValue(NpgsqlDbType Type, object? Value)
{
    public static implicit operator PgValue(long value) => new(NpgsqlDbType.Bigint, value);

    public static implicit operator PgValue(long? value) => new(NpgsqlDbType.Bigint, value);

    public static implicit operator PgValue(double? value) => new(NpgsqlDbType.Double, value);

    public static implicit operator PgValue(string? value) => new(NpgsqlDbType.Text, value is null ? null : PgText.Clean(value));

    public static implicit operator PgValue(Hash128 value) => new(NpgsqlDbType.Bytea, value.ToBytes());

    public static implicit operator PgValue(byte[]? value) => new(NpgsqlDbType.Bytea, value);

    public static implicit operator PgValue(byte[][] value) => new(NpgsqlDbType.Bytea | NpgsqlDbType.Array, value);

    public static implicit operator PgValue(long[] value) => new(NpgsqlDbType.Bigint | NpgsqlDbType.Array, value);

    public static implicit operator PgValue(string[] value) => new(NpgsqlDbType.Text | NpgsqlDbType.Array, value);

    public NpgsqlParameter ToParameter() => new() { NpgsqlDbType = Type, Value = Value ?? DBNull.Value };
}
