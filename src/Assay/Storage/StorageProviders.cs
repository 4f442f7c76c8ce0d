using Assay.Specs;

namespace Assay.Storage;

/// <summary>Finds who opens a store: the one given, or that of the package for its kind where the application references it.</summary>
internal static class StorageProviders
{
    /// <summary>The provider; null where there is none.</summary>
    public static IStorageProvider? Find(StorageSpec storage, IStorageProvider? given) =>
        given?.CanOpen(storage) == true ? given : storage is PostgresStorageSpec ? OfPostgres() : null;

    private static IStorageProvider? OfPostgres() =>
        Type.GetType("Assay.Postgres.PostgresStorageProvider, Assay.Postgres") is { } found ? (IStorageProvider?)Activator.CreateInstance(found) : null;
}
