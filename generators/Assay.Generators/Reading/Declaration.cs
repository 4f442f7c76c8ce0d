using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>An attributed member with its id.</summary>
internal sealed record Declaration(ISymbol Symbol, AttributeData Attribute, string Id, Location IdPlace)
{
    public Location NamePlace => Symbol.Locations.Length > 0 ? Symbol.Locations[0] : Location.None;
}
