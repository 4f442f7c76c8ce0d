using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assay.Specs.Serialization;

/// <summary>
/// Holds a tree against the records' generated metadata, reports everything that does not fit, and writes the tree as
/// the JSON that the deserialiser reads: with the defaults of absent members filled in, and with a stand-in for each
/// value that does not fit, so that the rules of all others can still be checked.
/// </summary>
/// <param name="writer">Receives the JSON.</param>
/// <param name="problems">Receives the problems.</param>
internal sealed class SchemaWalker(Utf8JsonWriter writer, SpecProblems problems)
{
    /// <summary>Where each value stands, by its path; the whole has the empty path.</summary>
    public Dictionary<string, TextPlace> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>The paths of the stand-ins, whose rules say nothing.</summary>
    public HashSet<string> Failed { get; } = new(StringComparer.Ordinal);

    /// <summary>Walks a value.</summary>
    /// <param name="node">The value.</param>
    /// <param name="type">The type that it must fit.</param>
    /// <param name="path">Its path.</param>
    public void Walk(SpecNode node, Type type, string path)
    {
        Places[path] = node.Place;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonValue))
            node.WriteTo(writer, foreign => problems.Add(foreign.Place, path, $"{foreign.Text} has no JSON form; write it as a text in quotes."));
        else if (node.Kind == SpecNodeKind.Null)
            Refuse(node, type, path, "null is no value here; leave the member out instead.");
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
                    Refuse(node, info.Type, path, $"Expected one of {string.Join(", ", named.Names)}; found {Shown(node)}.");
                break;
            case IElementConverter { IsMap: true } map when Is(node, SpecNodeKind.Object, info.Type, path, "an object"):
                writer.WriteStartObject();
                foreach (var member in node.Members)
                {
                    writer.WritePropertyName(member.Key);
                    Walk(member.Value, map.ElementType, SpecPath.At(path, member.Key));
                }

                writer.WriteEndObject();
                break;
            case IElementConverter { IsMap: false } list when Is(node, SpecNodeKind.Array, info.Type, path, "a list"):
                writer.WriteStartArray();
                for (var i = 0; i < node.Items.Count; i++)
                    Walk(node.Items[i], list.ElementType, SpecPath.At(path, i));
                writer.WriteEndArray();
                break;
            case IElementConverter:
                break;
            default:
                if (Is(node, SpecNodeKind.Object, info.Type, path, "an object"))
                    WalkRecord(node, info, path);
                break;
        }
    }

    private void WalkRecord(SpecNode node, JsonTypeInfo info, string path)
    {
        var kind = info.PolymorphismOptions is { } family ? SelectKind(node, family) : null;
        if (kind is null && info.PolymorphismOptions is { } unknown)
        {
            var member = node.Find(unknown.TypeDiscriminatorPropertyName)!.Value;
            Failed.Add(path);
            Refuse(member, info.Type, SpecPath.At(path, unknown.TypeDiscriminatorPropertyName), $"Expected one of {string.Join(", ", unknown.DerivedTypes.Select(static derived => derived.TypeDiscriminator))}; found {Shown(member)}.");
            return;
        }

        writer.WriteStartObject();
        var discriminator = info.PolymorphismOptions?.TypeDiscriminatorPropertyName;
        if (kind is { } selected)
        {
            writer.WriteString(discriminator!, (string)selected.TypeDiscriminator!);
            info = SpecSerializer.InfoOf(selected.DerivedType);
        }

        WalkMembers(node, info, discriminator, path);
        WriteAbsent(node, info, path);
        writer.WriteEndObject();
    }

    private static JsonDerivedType? SelectKind(SpecNode node, JsonPolymorphismOptions family)
    {
        if (node.Find(family.TypeDiscriminatorPropertyName) is not { } member)
            return family.DerivedTypes[0];
        foreach (var derived in family.DerivedTypes)
        {
            if (member.Value.Kind == SpecNodeKind.Text && (string)derived.TypeDiscriminator! == member.Value.Text)
                return derived;
        }

        return null;
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
                Failed.Add(SpecPath.At(path, property.Name));
                writer.WritePropertyName(property.Name);
                WriteStandIn(property.PropertyType);
            }
            else if (property.Get is { } get && prototype is not null && get(prototype) is { } normal)
            {
                writer.WritePropertyName(property.Name);
                SpecSerializer.WriteWhole(writer, normal, property.PropertyType);
            }
        }
    }

    private void WalkScalar(SpecNode node, Type type, string path)
    {
        if (type == typeof(string))
        {
            if (Is(node, SpecNodeKind.Text, type, path, "a text"))
                writer.WriteStringValue(node.Text);
        }
        else if (type == typeof(bool))
        {
            if (Is(node, SpecNodeKind.Bool, type, path, "true or false"))
                writer.WriteRawValue(node.Text);
        }
        else if (type == typeof(double))
        {
            WalkNumber(node, path);
        }
        else if (Is(node, SpecNodeKind.Number, type, path, "a whole number"))
        {
            WalkWhole(node, type == typeof(int) ? int.MinValue : long.MinValue, type == typeof(int) ? int.MaxValue : long.MaxValue, path);
        }
    }

    private void WalkNumber(SpecNode node, string path)
    {
        if (!Is(node, SpecNodeKind.Number, typeof(double), path, "a number"))
            return;
        if (double.IsFinite(double.Parse(node.Text, CultureInfo.InvariantCulture)))
            writer.WriteRawValue(node.Text);
        else
            Refuse(node, typeof(double), path, $"{node.Text} is too large for a number here.");
    }

    private void WalkWhole(SpecNode node, long least, long most, string path)
    {
        if (!long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            Refuse(node, typeof(long), path, $"Expected a whole number; found {node.Text}.");
        else if (value < least || value > most)
            Refuse(node, typeof(long), path, string.Create(CultureInfo.InvariantCulture, $"{value} is out of range: at least {least}, at most {most}."));
        else
            writer.WriteNumberValue(value);
    }

    private bool Is(SpecNode node, SpecNodeKind kind, Type type, string path, string expected)
    {
        if (node.Kind == kind)
            return true;
        Refuse(node, type, path, $"Expected {expected}; found {Shown(node)}.");
        return false;
    }

    private void Refuse(SpecNode node, Type type, string path, string message)
    {
        problems.Add(node.Place, path, message);
        Failed.Add(path);
        WriteStandIn(type);
    }

    private void WriteStandIn(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(JsonValue))
            writer.WriteNullValue();
        else if (type == typeof(string))
            writer.WriteStringValue("");
        else if (type == typeof(bool))
            writer.WriteBooleanValue(false);
        else if (IsScalar(type))
            writer.WriteNumberValue(0);
        else
            WriteStandIn(SpecSerializer.InfoOf(type));
    }

    private void WriteStandIn(JsonTypeInfo info)
    {
        switch (info.Converter)
        {
            case INamedValuesConverter named:
                writer.WriteStringValue(named.Names[0]);
                break;
            case IElementConverter collection:
                writer.WriteRawValue(collection.IsMap ? "{}" : "[]");
                break;
            default:
                SpecSerializer.WriteWhole(writer, SpecPrototypes.Find(info.PolymorphismOptions?.DerivedTypes[0].DerivedType ?? info.Type)!, info.Type);
                break;
        }
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
