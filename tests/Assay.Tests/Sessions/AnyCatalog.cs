using Assay.Contracts;

namespace Assay.Tests.Sessions;

/// <summary>A catalog that a type in another assembly can derive from.</summary>
public class AnyCatalog : IBenchmarkCatalog
{
    public IReadOnlyList<BenchmarkDefinition> Benchmarks { get; internal set; } = [];
}
