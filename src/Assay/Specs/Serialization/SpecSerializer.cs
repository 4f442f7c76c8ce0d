using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Specs.Serialization;

/// <summary>The options that all specs are read and written with: members at their defaults are left out.</summary>
internal static class SpecSerializer
{
    private static readonly JsonSerializerOptions Whole = new(SpecJsonContext.Default.Options);
    private static readonly JsonSerializerOptions Compact = Create(indented: false);
    private static readonly JsonSerializerOptions Indented = Create(indented: true);

    /// <summary>The metadata of a type within a spec.</summary>
    public static JsonTypeInfo InfoOf(Type type) => Compact.GetTypeInfo(type);

    /// <summary>The metadata of a spec.</summary>
    /// <exception cref="ArgumentException">The type is not a spec record.</exception>
    public static JsonTypeInfo<T> InfoOf<T>(bool indented = false)
        where T : class =>
        (indented ? Indented : Compact).TryGetTypeInfo(typeof(T), out var info)
            ? (JsonTypeInfo<T>)info
            : throw new ArgumentException($"{typeof(T).Name} is not a spec record, so it has no JSON form here.");

    /// <summary>Writes a member's default with all of its own members.</summary>
    public static void WriteWhole(Utf8JsonWriter writer, object value, Type type) =>
        JsonSerializer.Serialize(writer, value, Whole.GetTypeInfo(type));

    /// <summary>Writes a spec with all of its members, defaults included.</summary>
    public static string WriteWhole<T>(T spec)
        where T : class => JsonSerializer.Serialize(spec, (JsonTypeInfo<T>)Whole.GetTypeInfo(typeof(T)));

    /// <summary>Whether a member must be given: a constructor's parameter without a default.</summary>
    public static bool IsRequired(JsonPropertyInfo property) =>
        property.AssociatedParameter is { IsMemberInitializer: false, HasDefaultValue: false };

    private static JsonSerializerOptions Create(bool indented) => new(SpecJsonContext.Default.Options)
    {
        WriteIndented = indented,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = SpecJsonContext.Default.WithAddedModifier(LeaveOutDefaults),
    };

    private static void LeaveOutDefaults(JsonTypeInfo info)
    {
        if (SpecPrototypes.Find(info.Type) is not { } prototype)
            return;
        foreach (var property in info.Properties)
        {
            if (property.Get is not { } get || IsRequired(property))
                continue;
            var normal = get(prototype);
            property.ShouldSerialize = (_, value) => !Equals(value, normal) && value is not JsonValue { Element.ValueKind: JsonValueKind.Null };
        }
    }
}
