using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Architecture.Tests;

/// <summary>
/// Which folder of <c>src/Assay</c> uses a symbol that another declares, found by the compiler's own binding. What docs refer
/// to is no use; what source generators would add is not seen.
/// </summary>
public sealed class SourceArrows
{
    private const string ImplicitUsings = """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    /// <summary>The folders with source files; the folder itself is <c>.</c>.</summary>
    public static IEnumerable<string> Folders => Checkout.Sources(Checkout.PathOf("src", "Assay")).Select(FolderOf).Distinct();

    /// <summary>The arrows, each with one place that makes it.</summary>
    public IReadOnlyDictionary<(string From, string To), string> All { get; } = Read();

    private static Dictionary<(string From, string To), string> Read()
    {
        var compilation = Compile();
        var arrows = new Dictionary<(string From, string To), string>();
        foreach (var tree in compilation.SyntaxTrees.Where(static tree => tree.FilePath.Length > 0))
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes(static node => node is not UsingDirectiveSyntax).OfType<SimpleNameSyntax>().Where(static name => !name.IsVar))
                if (DeclaringFile(model.GetSymbolInfo(name).Symbol) is { } declared && FolderOf(declared) != FolderOf(tree.FilePath))
                    arrows.TryAdd((FolderOf(tree.FilePath), FolderOf(declared)), $"{Relative(tree.FilePath)}:{name.GetLocation().GetLineSpan().StartLinePosition.Line + 1} uses {name}");
        }

        return arrows;
    }

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var trees = Checkout.Sources(Checkout.PathOf("src", "Assay")).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) != "Assay.dll")
            .Select(static path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("Assay", [CSharpSyntaxTree.ParseText(ImplicitUsings, options), .. trees], references, new(OutputKind.DynamicallyLinkedLibrary));
    }

    private static string? DeclaringFile(ISymbol? symbol) => symbol switch
    {
        null or INamespaceSymbol or ITypeParameterSymbol => null,
        // A type in parts belongs where all of them are, and all of them are in one folder.
        _ => symbol.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath is { Length: > 0 } path ? path : null,
    };

    private static string Relative(string path) => Path.GetRelativePath(Checkout.PathOf("src", "Assay"), path);

    private static string FolderOf(string path) => Relative(path).Split(Path.DirectorySeparatorChar) is [var folder, _, ..] ? folder : ".";
}
