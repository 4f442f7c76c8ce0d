namespace Assay.Specs.Serialization;

/// <summary>What a node of a spec file is.</summary>
internal enum SpecNodeKind
{
    /// <summary>Named members: a JSON object or a TOML table.</summary>
    Object,

    /// <summary>A list.</summary>
    Array,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number, spelled as JSON spells it.</summary>
    Number,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>JSON's null.</summary>
    Null,

    /// <summary>What JSON has no value for: a TOML date, an infinity or a NaN.</summary>
    Foreign,
}
