using System.Reflection;
using Assay.Specs;

namespace Assay.Storage;

/// <summary>Finds who opens a store: the one given, or that of the package for its kind where the application references it.</summary>
internal static class StorageProviders
{
    private const string PostgresAssembly = "Assay.Postgres";
    private const string PostgresType = "Assay.Postgres.PostgresStorageProvider";

    /// <summary>The provider; null where there is none.</summary>
    public static IStorageProvider? Find(StorageSpec storage, IStorageProvider? given) =>
        given?.CanOpen(storage) == true ? given : storage is PostgresStorageSpec ? Load(PostgresAssembly, PostgresType) : null;

    private static IStorageProvider? Load(string assembly, string type)
    {
        try
        {
            return Assembly.Load(assembly).GetType(type) is { } found ? (IStorageProvider?)Activator.CreateInstance(found) : null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
