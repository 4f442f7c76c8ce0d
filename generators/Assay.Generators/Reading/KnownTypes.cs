using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The library's types as one compilation sees them; null where it does not.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, INamedTypeSymbol?> contracts = new(StringComparer.Ordinal);

    public Compilation Compilation { get; } = compilation;

    public INamedTypeSymbol? Output { get; } = compilation.GetTypeByMetadataName("Assay.Output");

    public INamedTypeSymbol? Transcript { get; } = compilation.GetTypeByMetadataName("Assay.Transcript");

    public INamedTypeSymbol? Prompt { get; } = compilation.GetTypeByMetadataName("Assay.Prompt");

    public INamedTypeSymbol? Parsed { get; } = compilation.GetTypeByMetadataName("Assay.Parsed`1");

    public INamedTypeSymbol? Dataset { get; } = compilation.GetTypeByMetadataName("Assay.Dataset`1");

    public INamedTypeSymbol? Recording { get; } = compilation.GetTypeByMetadataName("Assay.Recording`1");

    public INamedTypeSymbol? EngineRequest { get; } = compilation.GetTypeByMetadataName("Assay.Contracts.EngineRequest");

    public INamedTypeSymbol? MetricResult { get; } = compilation.GetTypeByMetadataName("Assay.Contracts.MetricResult");

    public INamedTypeSymbol? Answered { get; } = compilation.GetTypeByMetadataName("Assay.Answered`1");

    public INamedTypeSymbol? AnsweredParsed { get; } = compilation.GetTypeByMetadataName("Assay.Answered`2");

    public INamedTypeSymbol? ReadOnlyList { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.IReadOnlyList`1");

    public INamedTypeSymbol? CancellationToken { get; } = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");

    public INamedTypeSymbol? Task { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");

    public INamedTypeSymbol? ValueTask { get; } = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");

    public INamedTypeSymbol? AsyncEnumerable { get; } = compilation.GetTypeByMetadataName("System.Collections.Generic.IAsyncEnumerable`1");

    public INamedTypeSymbol? JsonElement { get; } = compilation.GetTypeByMetadataName("System.Text.Json.JsonElement");

    public INamedTypeSymbol? Formattable { get; } = compilation.GetTypeByMetadataName("System.IFormattable");

    public ITypeSymbol String { get; } = compilation.GetSpecialType(SpecialType.System_String);

    /// <summary>A type that users implement or that plugins are given, by its name; null where the compilation does not see it.</summary>
    public INamedTypeSymbol? Contract(string name) => contracts.GetOrAdd(name, wanted => Compilation.GetTypeByMetadataName($"Assay.Contracts.{wanted}"));

    public static bool IsIn(IAssemblySymbol assembly, ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly);

    public static bool Same(ITypeSymbol? left, ITypeSymbol? right) => left is not null && SymbolEqualityComparer.Default.Equals(left, right);
}
