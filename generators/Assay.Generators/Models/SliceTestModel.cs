namespace Assay.Generators.Models;

/// <summary>One generated test.</summary>
/// <param name="Benchmark">The benchmark's id.</param>
/// <param name="Slice">The slice's id.</param>
/// <param name="Method">The method's name as written.</param>
internal sealed record SliceTestModel(string Benchmark, string Slice, string Method)
{
    /// <summary>What runners show.</summary>
    public string DisplayName => $"{Benchmark} / {Slice}";
}
