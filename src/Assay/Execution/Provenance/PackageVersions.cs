using System.Reflection;
using System.Text.Json;
using Assay.Specs;

namespace Assay.Execution.Provenance;

/// <summary>Finds the versions of the packages that a process was built from.</summary>
internal static class PackageVersions
{
    /// <summary>The packages of the process's dependency files, and the loaded assemblies of this product; empty where neither can be told.</summary>
    public static ValueMap<string> Read()
    {
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in (AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            Add(versions, file);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().Select(static assembly => assembly.GetName()))
        {
            if (assembly is { Name: { } name, Version: { } version } && (name == "Assay" || name.StartsWith("Assay.", StringComparison.Ordinal)))
                versions.TryAdd(name, version.ToString());
        }

        return new ValueMap<string>(versions);
    }

    /// <summary>Adds the packages of a <c>*.deps.json</c>; a file that cannot be read has none.</summary>
    private static void Add(Dictionary<string, string> versions, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (!document.RootElement.TryGetProperty("libraries", out var libraries))
                return;
            foreach (var library in libraries.EnumerateObject())
            {
                if (library.Name.Split('/') is [var name, var version] && library.Value.TryGetProperty("type", out var type) && type.ValueEquals("package"))
                    versions.TryAdd(name, version);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            // Provenance is for people; a run does not fail for want of it.
        }
    }

    /// <summary>The product's version with its commit, as it was built.</summary>
    public static string Product => typeof(PackageVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
