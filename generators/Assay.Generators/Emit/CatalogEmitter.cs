using Assay.Generators.Collections;
using Assay.Generators.Models;
using Assay.Generators.Reading;

namespace Assay.Generators.Emit;

/// <summary>Writes the assembly's catalog.</summary>
internal static class CatalogEmitter
{
    public const string FileName = "AssayCatalog.Assay.g.cs";

    /// <summary>The namespace of what is generated for an assembly.</summary>
    public static string NamespaceFor(string assembly)
    {
        var segments = assembly.Split('.').Select(Sanitise).Where(static segment => segment.Length > 0).Select(TypeNames.Escape);
        return string.Join(".", segments.Prepend("Generated").Prepend("Assay"));
    }

    public static string Emit(CatalogModel catalog)
    {
        var space = NamespaceFor(catalog.Assembly);
        var caveats = CaveatsModel.Of(catalog.Benchmarks.Concat(catalog.Experiments).Select(static entry => entry.Caveats));
        var writer = CodeWriter.ForFile(caveats)
            .Line($"[assembly: global::Assay.Contracts.BenchmarkCatalog(typeof(global::{space}.AssayCatalog))]")
            .Line()
            .OpenNamespace(space)
            .Line("/// <summary>The benchmarks of this assembly.</summary>")
            .Caveats(caveats)
            .Line("public sealed class AssayCatalog : global::Assay.Contracts.IBenchmarkCatalog").Open();
        List(writer, "Benchmark", catalog.Benchmarks);
        if (catalog.Experiments.Count > 0)
            List(writer.Line(), "Experiment", catalog.Experiments);
        return writer
            .Close()
            .CloseNamespace(space)
            .ToString();
    }

    private static void List(CodeWriter writer, string kind, EquatableArray<CatalogEntry> entries)
    {
        var field = kind.ToLowerInvariant() + "s";
        var type = $"global::System.Collections.Generic.IReadOnlyList<global::Assay.Contracts.{kind}Definition>";
        writer.Line($"private readonly global::System.Lazy<{type}> {field} = new(static () =>").Open("[");
        foreach (var entry in entries)
            writer.Line($"{entry.GlobalName}.Create{kind}(),");
        writer.Close("]);")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"public {type} {kind}s => {field}.Value;");
    }

    private static string Sanitise(string segment)
    {
        var name = string.Concat(segment.Select(static character => char.IsLetterOrDigit(character) ? character : '_'));
        return name.Length > 0 && !char.IsLetter(name[0]) && name[0] != '_' ? "_" + name : name;
    }
}
