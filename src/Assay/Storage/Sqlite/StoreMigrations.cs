using Assay.Errors;

namespace Assay.Storage.Sqlite;

/// <summary>Brings a store's schema to the newest version, one step after the other, all in one transaction.</summary>
/// <param name="steps">What each version adds; the first makes version 1 in an empty file.</param>
internal sealed class StoreMigrations(IReadOnlyList<string> steps)
{
    /// <summary>The steps that this version of the library knows.</summary>
    public static StoreMigrations Current { get; } = new([StoreSteps.First, StoreSteps.Second, StoreSteps.Third, StoreSteps.Fourth]);

    /// <summary>What each version adds.</summary>
    public IReadOnlyList<string> Steps => steps;

    /// <summary>The newest version.</summary>
    public int Version => steps.Count;

    /// <summary>The version of an open store.</summary>
    /// <exception cref="StoreException">It is newer than <see cref="Version"/>.</exception>
    public int Check(SqliteDatabase database)
    {
        var version = (int)database.QueryLong("PRAGMA user_version");
        return version <= Version ? version : throw TooNew(database.File, version);
    }

    /// <summary>Runs the steps that the store lacks.</summary>
    public void Apply(SqliteDatabase database)
    {
        if (Check(database) == Version)
            return;
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            for (var version = Check(database); version < Version; version++)
                database.Execute(steps[version]);
            StoreProjections.MakeMissing(database);
            database.SetPragma("application_id", StoreSchema.ApplicationId);
            database.SetPragma("user_version", Version);
            database.Execute("COMMIT");
        }
        catch
        {
            database.Rollback();
            throw;
        }
    }

    /// <summary>Says that a store was written by a newer version of the library.</summary>
    public StoreException TooNew(string file, long version) => StoreErrors.Make(
        ErrorCode.StoreTooNew,
        file,
        FormattableString.Invariant($"The store has schema version {version}, and this version of Assay knows versions up to {Version}. Update Assay, or choose another store folder; the store was left as it is."));
}
