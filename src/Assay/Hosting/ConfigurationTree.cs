using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Assay.Datasets;
using Assay.Specs;
using Assay.Specs.Serialization;
using Microsoft.Extensions.Configuration;

namespace Assay.Hosting;

/// <summary>
/// Reads configuration into the tree that JSON and TOML files are read into. Configuration knows texts alone, so a text
/// becomes the kind of value that its member's type asks for; where any value may stand, a text that reads as a number or
/// truth value is one. Nor does configuration tell an empty object from null: both are empty. Names of members and of choices
/// match in snake case and Pascal case.
/// </summary>
/// <param name="problems">Receives each member that is given twice.</param>
/// <param name="keys">Receives the key of each value by its path.</param>
internal sealed class ConfigurationTree(SpecProblems problems, IDictionary<string, string> keys)
{
    /// <summary>Reads the members of a record.</summary>
    /// <param name="members">The members.</param>
    /// <param name="type">The record's type.</param>
    public SpecNode Read(IReadOnlyList<IConfigurationSection> members, Type type) => ReadRecord(members, SpecSerializer.InfoOf(type), "");

    private SpecNode Read(IConfigurationSection section, Type type, string path)
    {
        keys[path] = section.Path;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var children = section.GetChildren().ToList();
        if (type == typeof(JsonValue))
            return ReadAny(section, children);
        if (type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double))
            return ReadScalar(section, children.Count > 0, type);
        var info = SpecSerializer.InfoOf(type);
        return info.Converter switch
        {
            INamedValuesConverter named => new SpecNode(SpecNodeKind.Text, default, Canonical(section.Value ?? "", named.Names)),
            _ when children.Count == 0 && section.Value is { Length: > 0 } text => new SpecNode(SpecNodeKind.Text, default, text),
            IElementConverter { IsMap: true } map => ReadMap(children, map.ElementType, path),
            IElementConverter list => ReadList(children, list.ElementType, path),
            _ => ReadRecord(children, info, path),
        };
    }

    private SpecNode ReadRecord(IReadOnlyList<IConfigurationSection> children, JsonTypeInfo info, string path)
    {
        var node = new SpecNode(SpecNodeKind.Object, default);
        if (info.PolymorphismOptions is { } family)
        {
            var kinds = family.DerivedTypes.Select(static derived => (string)derived.TypeDiscriminator!).ToList();
            var given = children.FirstOrDefault(child => FieldNames.Match(child.Key, family.TypeDiscriminatorPropertyName));
            var kind = given is null ? kinds[0] : Canonical(given.Value ?? "", kinds);
            if (given is not null)
            {
                keys[SpecPath.At(path, family.TypeDiscriminatorPropertyName)] = given.Path;
                node.Members.Add(new SpecMember(family.TypeDiscriminatorPropertyName, default, new SpecNode(SpecNodeKind.Text, default, kind)));
            }

            children = [.. children.Where(child => child != given)];
            info = SpecSerializer.InfoOf(family.DerivedTypes[Math.Max(0, kinds.IndexOf(kind))].DerivedType);
        }

        foreach (var child in children)
        {
            var property = info.Properties.FirstOrDefault(property => FieldNames.Match(property.Name, child.Key));
            var name = property?.Name ?? child.Key;
            keys[SpecPath.At(path, name)] = child.Path;
            if (node.Find(name) is not null)
                problems.Add(null, SpecPath.At(path, name), $"The member '{name}' is given twice, in two spellings; remove one of them.");
            else
                node.Members.Add(new SpecMember(name, default, property is null ? ReadAny(child, [.. child.GetChildren()]) : Read(child, property.PropertyType, SpecPath.At(path, name))));
        }

        return node;
    }

    private SpecNode ReadMap(List<IConfigurationSection> children, Type element, string path)
    {
        var node = new SpecNode(SpecNodeKind.Object, default);
        foreach (var child in children)
            node.Members.Add(new SpecMember(child.Key, default, Read(child, element, SpecPath.At(path, child.Key))));
        return node;
    }

    private SpecNode ReadList(List<IConfigurationSection> children, Type element, string path)
    {
        if (!children.TrueForAll(IsPosition))
            return new SpecNode(SpecNodeKind.Object, default);
        var node = new SpecNode(SpecNodeKind.Array, default);
        foreach (var child in children)
            node.Items.Add(Read(child, element, SpecPath.At(path, node.Items.Count)));
        return node;
    }

    private static SpecNode ReadAny(IConfigurationSection section, List<IConfigurationSection> children)
    {
        if (children.Count == 0)
            return section.Value is { } text ? ReadText(text) : new SpecNode(SpecNodeKind.Null, default);
        var isList = children.TrueForAll(IsPosition);
        var node = new SpecNode(isList ? SpecNodeKind.Array : SpecNodeKind.Object, default);
        foreach (var child in children)
        {
            var value = ReadAny(child, [.. child.GetChildren()]);
            if (isList)
                node.Items.Add(value);
            else
                node.Members.Add(new SpecMember(child.Key, default, value));
        }

        return node;
    }

    private static SpecNode ReadScalar(IConfigurationSection section, bool hasChildren, Type type)
    {
        if (section.Value is not { } text || hasChildren)
            return new SpecNode(hasChildren ? SpecNodeKind.Object : SpecNodeKind.Null, default);
        var read = type == typeof(string) ? null : ReadText(text);
        var expected = type == typeof(bool) ? SpecNodeKind.Bool : SpecNodeKind.Number;
        return read?.Kind == expected ? read : new SpecNode(SpecNodeKind.Text, default, text);
    }

    private static SpecNode ReadText(string text)
    {
        if (bool.TryParse(text, out var truth))
            return new SpecNode(SpecNodeKind.Bool, default, truth ? "true" : "false");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new SpecNode(SpecNodeKind.Number, default, whole.ToString(CultureInfo.InvariantCulture));
        return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? new SpecNode(SpecNodeKind.Number, default, number.ToString("R", CultureInfo.InvariantCulture))
            : new SpecNode(SpecNodeKind.Text, default, text);
    }

    private static bool IsPosition(IConfigurationSection section) => int.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Canonical(string text, IEnumerable<string> names) => names.FirstOrDefault(name => FieldNames.Match(name, text)) ?? text;
}
