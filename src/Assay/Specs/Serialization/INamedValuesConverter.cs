namespace Assay.Specs.Serialization;

/// <summary>Tells the schema walker which names an enum has in JSON.</summary>
internal interface INamedValuesConverter
{
    /// <summary>The names in the order of their declaration.</summary>
    IReadOnlyList<string> Names { get; }
}
