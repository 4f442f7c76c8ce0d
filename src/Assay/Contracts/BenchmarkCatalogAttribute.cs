namespace Assay.Contracts;

/// <summary>Names the assembly's <see cref="IBenchmarkCatalog"/>, for the process that loads a built test assembly.</summary>
/// <param name="catalogType">A public type with a parameterless constructor.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class BenchmarkCatalogAttribute(Type catalogType) : Attribute
{
    /// <summary>The catalog's type.</summary>
    public Type CatalogType { get; } = catalogType;
}
