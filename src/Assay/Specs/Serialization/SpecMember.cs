namespace Assay.Specs.Serialization;

/// <summary>A named value of an object.</summary>
/// <param name="Key">The name.</param>
/// <param name="Place">Where the name stands.</param>
/// <param name="Value">The value.</param>
internal sealed record SpecMember(string Key, TextPlace Place, SpecNode Value);
