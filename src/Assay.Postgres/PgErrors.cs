using Assay.Errors;
using Npgsql;

namespace Assay.Postgres;

/// <summary>Says what PostgreSQL's errors mean for a store, and what to do about them.</summary>
internal static class PgErrors
{
    public static StoreException Make(ErrorCode code, string place, string message, Exception? inner = null) =>
        new(new Problem(code, message) { File = place }, inner);

    public static StoreException From(Exception exception, string place) => exception switch
    {
        StoreException store => store,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Make(ErrorCode.StoreFull, place, "The server's disk is full; everything reported as finished is kept. Free some space and run again: what is missing is resumed.", exception),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege } => Make(ErrorCode.StoreReadOnly, place, $"The store cannot be written: {exception.Message}. Give the role the right to write, or choose another store.", exception),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => Busy(place, exception),
        PostgresException => Make(ErrorCode.StoreUnreadable, place, $"The server refuses: {exception.Message}. Check the connection string, the role's rights and the store's tables, then run again.", exception),
        _ => Make(ErrorCode.StoreUnreadable, place, $"The server cannot be reached: {exception.Message} Check that it runs and that storage.connection names it, then run again.", exception),
    };

    public static StoreException Busy(string place, Exception? inner = null) =>
        Make(ErrorCode.StoreBusy, place, "Another process has been writing to the store for longer than the lock timeout. Wait for it or end it, then run again.", inner);

    public static StoreException Damaged(string place, string detail) =>
        Make(ErrorCode.StoreUnreadable, place, $"The store is damaged: {detail}. Restore it from a copy, or choose an empty schema.");
}
