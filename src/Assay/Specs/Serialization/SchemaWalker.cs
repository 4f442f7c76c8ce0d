using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Specs.Serialization;

/// <summary>
/// Holds a tree against the records' generated metadata, reports everything that does not fit, and writes the tree as
/// the JSON that the deserialiser reads, with the defaults of absent members filled in.
/// </summary>
/// <param name="writer">Receives the JSON; of no use once there are problems.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class SchemaWalker(Utf8JsonWriter writer, SpecProblems problems)
{
    /// <summary>Where each value stands, by its path; the whole has the empty path.</summary>
    public Dictionary<string, TextPlace> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>Walks a value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="type">The type that it must fit.</param>
    /// <param name="path">Its path.</param>
    public void Walk(SpecNode node, Type type, string path)
    {
        Places[path] = node.Place;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonValue))
            node.WriteTo(writer, foreign => Refuse(foreign, path, $"{foreign.Text} has no JSON form; write it as a text in quotes."));
        else if (node.Kind == SpecNodeKind.Null)
            Refuse(node, path, "null is no value here; leave the member out instead.");
        else if (IsScalar(type))
            WalkScalar(node, type, path);
        else
            WalkComposite(node, SpecSerializer.InfoOf(type), path);
    }

    private static bool IsScalar(Type type) =>
        type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double);

    private void WalkComposite(SpecNode node, JsonTypeInfo info, string path)
    {
        switch (info.Converter)
        {
            case INamedValuesConverter named:
                if (node.Kind == SpecNodeKind.Text && named.Names.Contains(node.Text))
                    writer.WriteStringValue(node.Text);
                else
                    Refuse(node, path, $"Expected one of {string.Join(", ", named.Names)}; found {Shown(node)}.");
                break;
            case IElementConverter { IsMap: true } map when Is(node, SpecNodeKind.Object, path, "an object"):
                writer.WriteStartObject();
                foreach (var member in node.Members)
                {
                    writer.WritePropertyName(member.Key);
                    Walk(member.Value, map.ElementType, SpecPath.At(path, member.Key));
                }

                writer.WriteEndObject();
                break;
            case IElementConverter { IsMap: false } list when Is(node, SpecNodeKind.Array, path, "a list"):
                writer.WriteStartArray();
                for (var i = 0; i < node.Items.Count; i++)
                    Walk(node.Items[i], list.ElementType, SpecPath.At(path, i));
                writer.WriteEndArray();
                break;
            case IElementConverter:
                break;
            default:
                if (Is(node, SpecNodeKind.Object, path, "an object"))
                    WalkRecord(node, info, path);
                break;
        }
    }

    private void WalkRecord(SpecNode node, JsonTypeInfo info, string path)
    {
        string? discriminator = null;
        writer.WriteStartObject();
        if (info.PolymorphismOptions is { } family)
        {
            discriminator = family.TypeDiscriminatorPropertyName;
            if (SelectType(node, family, path) is not { } selected)
            {
                writer.WriteEndObject();
                return;
            }

            info = SpecSerializer.InfoOf(selected);
        }

        WalkMembers(node, info, discriminator, path);
        WriteAbsent(node, info, path);
        writer.WriteEndObject();
    }

    private void WalkMembers(SpecNode node, JsonTypeInfo info, string? discriminator, string path)
    {
        foreach (var member in node.Members)
        {
            if (member.Key == discriminator)
                continue;
            var memberPath = SpecPath.At(path, member.Key);
            if (info.Properties.FirstOrDefault(property => property.Name == member.Key) is not { } property)
            {
                var known = info.Properties.Select(static property => property.Name).Concat(discriminator is null ? [] : [discriminator]).Order(StringComparer.Ordinal);
                problems.Add(member.Place, memberPath, $"There is no member '{member.Key}' here; known are: {string.Join(", ", known)}.");
            }
            else if (member.Value.Kind != SpecNodeKind.Null || !IsNullable(property))
            {
                writer.WritePropertyName(property.Name);
                Walk(member.Value, property.PropertyType, memberPath);
            }
        }
    }

    private void WriteAbsent(SpecNode node, JsonTypeInfo info, string path)
    {
        var prototype = SpecPrototypes.Find(info.Type);
        foreach (var property in info.Properties)
        {
            if (node.Find(property.Name) is not null)
                continue;
            if (SpecSerializer.IsRequired(property))
            {
                problems.Add(node.Place, SpecPath.At(path, property.Name), $"The member '{property.Name}' is missing; add it.");
            }
            else if (property.Get is { } get && prototype is not null && get(prototype) is { } normal)
            {
                writer.WritePropertyName(property.Name);
                SpecSerializer.WriteWhole(writer, normal, property.PropertyType);
            }
        }
    }

    private Type? SelectType(SpecNode node, JsonPolymorphismOptions family, string path)
    {
        var key = family.TypeDiscriminatorPropertyName;
        var member = node.Find(key);
        var name = member is null ? (string)family.DerivedTypes[0].TypeDiscriminator! : member.Value.Text;
        foreach (var derived in family.DerivedTypes)
        {
            if ((string)derived.TypeDiscriminator! == name && member?.Value.Kind is null or SpecNodeKind.Text)
            {
                writer.WriteString(key, name);
                return derived.DerivedType;
            }
        }

        problems.Add(member!.Value.Place, SpecPath.At(path, key), $"Expected one of {string.Join(", ", family.DerivedTypes.Select(static derived => derived.TypeDiscriminator))}; found {Shown(member.Value)}.");
        return null;
    }

    private void WalkScalar(SpecNode node, Type type, string path)
    {
        if (type == typeof(string))
        {
            if (Is(node, SpecNodeKind.Text, path, "a text"))
                writer.WriteStringValue(node.Text);
        }
        else if (type == typeof(bool))
        {
            if (Is(node, SpecNodeKind.Bool, path, "true or false"))
                writer.WriteRawValue(node.Text);
        }
        else if (type == typeof(double))
        {
            WalkNumber(node, path);
        }
        else if (Is(node, SpecNodeKind.Number, path, "a whole number"))
        {
            WalkWhole(node, type == typeof(int) ? int.MinValue : long.MinValue, type == typeof(int) ? int.MaxValue : long.MaxValue, path);
        }
    }

    private void WalkNumber(SpecNode node, string path)
    {
        if (!Is(node, SpecNodeKind.Number, path, "a number"))
            return;
        if (double.IsFinite(double.Parse(node.Text, CultureInfo.InvariantCulture)))
            writer.WriteRawValue(node.Text);
        else
            Refuse(node, path, $"{node.Text} is too large for a number here.");
    }

    private void WalkWhole(SpecNode node, long least, long most, string path)
    {
        if (!long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            Refuse(node, path, $"Expected a whole number; found {node.Text}.");
        else if (value < least || value > most)
            Refuse(node, path, string.Create(CultureInfo.InvariantCulture, $"{value} is out of range: at least {least}, at most {most}."));
        else
            writer.WriteNumberValue(value);
    }

    private bool Is(SpecNode node, SpecNodeKind kind, string path, string expected)
    {
        if (node.Kind == kind)
            return true;
        Refuse(node, path, $"Expected {expected}; found {Shown(node)}.");
        return false;
    }

    private void Refuse(SpecNode node, string path, string message)
    {
        problems.Add(node.Place, path, message);
        writer.WriteNullValue();
    }

    private static string Shown(SpecNode node) => node.Kind switch
    {
        SpecNodeKind.Text => $"the text '{node.Text}'",
        SpecNodeKind.Number => $"the number {node.Text}",
        SpecNodeKind.Bool => node.Text,
        _ => node.Name,
    };

    private static bool IsNullable(JsonPropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType && (property.AssociatedParameter?.IsNullable ?? property.IsSetNullable));
}
