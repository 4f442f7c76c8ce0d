using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Assay.Identity;

namespace Assay.Specs;

/// <summary>Any JSON value within a spec, held in its canonical spelling and equal by it.</summary>
public sealed class JsonValue : IEquatable<JsonValue>
{
    private readonly string canonical;

    /// <summary>Takes a value; the element's document may be disposed afterwards.</summary>
    public JsonValue(JsonElement element)
    {
        canonical = Encoding.UTF8.GetString(CanonicalJson.Write(element));
        using var document = JsonDocument.Parse(canonical);
        Element = document.RootElement.Clone();
    }

    /// <summary>The value.</summary>
    public JsonElement Element { get; }

    /// <summary>Parses JSON text.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonValue Parse([StringSyntax(StringSyntaxAttribute.Json)] string json)
    {
        using var document = JsonDocument.Parse(json);
        return new JsonValue(document.RootElement);
    }

    /// <summary>Whether both are the same JSON value.</summary>
    public bool Equals(JsonValue? other) => other is not null && canonical == other.canonical;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonValue);

    /// <inheritdoc/>
    public override int GetHashCode() => canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical spelling.</summary>
    public override string ToString() => canonical;
}
