using System.Text.Json;

namespace Assay.Specs.Serialization;

/// <summary>A value of a JSON or TOML file and where it stands.</summary>
/// <param name="kind">What it is.</param>
/// <param name="place">Where it begins.</param>
/// <param name="text">A text's value, a number's JSON spelling, <c>true</c> or <c>false</c>; else empty.</param>
internal sealed class SpecNode(SpecNodeKind kind, TextPlace place, string text = "")
{
    /// <summary>How many values a value may lie within.</summary>
    public const int MaxDepth = 48;

    /// <summary>What it is.</summary>
    public SpecNodeKind Kind { get; } = kind;

    /// <summary>Where it begins.</summary>
    public TextPlace Place { get; } = place;

    /// <summary>A text's value, a number's JSON spelling, <c>true</c> or <c>false</c>; else empty.</summary>
    public string Text { get; } = text;

    /// <summary>An object's members in the order of the file.</summary>
    public List<SpecMember> Members { get; } = [];

    /// <summary>An array's items.</summary>
    public List<SpecNode> Items { get; } = [];

    /// <summary>The kind in words.</summary>
    public string Name => Kind switch
    {
        SpecNodeKind.Object => "an object",
        SpecNodeKind.Array => "a list",
        SpecNodeKind.Text => "a text",
        SpecNodeKind.Number => "a number",
        SpecNodeKind.Bool => "true or false",
        SpecNodeKind.Null => "null",
        _ => Text,
    };

    /// <summary>The member of a key; null where there is none.</summary>
    public SpecMember? Find(string key) => Members.Find(member => member.Key == key);

    /// <summary>The first value that lies within more than so many others from here on; null where there is none.</summary>
    public SpecNode? DeeperThan(int levels)
    {
        if (levels < 0)
            return this;
        return Members.Select(static member => member.Value).Concat(Items).Select(child => child.DeeperThan(levels - 1)).FirstOrDefault(static found => found is not null);
    }

    /// <summary>Writes the node as JSON.</summary>
    /// <param name="writer">Receives the value.</param>
    /// <param name="foreign">Receives each node that JSON has no value for; null is written in its stead.</param>
    public void WriteTo(Utf8JsonWriter writer, Action<SpecNode> foreign)
    {
        switch (Kind)
        {
            case SpecNodeKind.Object:
                writer.WriteStartObject();
                foreach (var member in Members)
                {
                    writer.WritePropertyName(member.Key);
                    member.Value.WriteTo(writer, foreign);
                }

                writer.WriteEndObject();
                break;
            case SpecNodeKind.Array:
                writer.WriteStartArray();
                foreach (var item in Items)
                    item.WriteTo(writer, foreign);
                writer.WriteEndArray();
                break;
            case SpecNodeKind.Text:
                writer.WriteStringValue(Text);
                break;
            case SpecNodeKind.Number or SpecNodeKind.Bool:
                writer.WriteRawValue(Text, skipInputValidation: true);
                break;
            case SpecNodeKind.Foreign:
                foreign(this);
                writer.WriteNullValue();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
