namespace Assay.Contracts;

/// <summary>The benchmarks of one assembly; the generator implements it and <see cref="BenchmarkCatalogAttribute"/> names it.</summary>
public interface IBenchmarkCatalog
{
    /// <summary>The benchmarks, in ordinal order of their ids.</summary>
    IReadOnlyList<BenchmarkDefinition> Benchmarks { get; }

    /// <summary>The experiments, in ordinal order of their ids; none by default. Nothing runs them unasked.</summary>
    IReadOnlyList<ExperimentDefinition> Experiments => [];
}
