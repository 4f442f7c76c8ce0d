using System.Globalization;

namespace Assay.Postgres;

/// <summary>The advisory locks of a store. They belong to its schema, so that stores in one database do not meet.</summary>
internal static class PgLocks
{
    /// <summary>Held while the schema is brought forward.</summary>
    public const int Schema = 0x41736100;

    /// <summary>Held by the transaction that writes events: they get their numbers one transaction after the other.</summary>
    public const int Events = 0x41736101;

    /// <summary>The right to make generations; held by a connection.</summary>
    public const int Writers = 0x41736102;

    /// <summary>Takes a lock until the transaction ends.</summary>
    public static string Take(int which) => string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({which}, hashtext(current_schema()))");
}
