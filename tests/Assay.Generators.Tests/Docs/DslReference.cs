using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Assay.Generators.Tests.Docs;

/// <summary>What the reference page must say of an attribute: every line follows from the attribute and its XML docs.</summary>
internal sealed partial class DslReference
{
    private readonly Dictionary<string, XElement> docs = XDocument.Load(Path.ChangeExtension(typeof(BenchmarkAttribute).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(static member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>The attributes, in ordinal order.</summary>
    public static IReadOnlyList<Type> Attributes { get; } =
    [
        .. typeof(BenchmarkAttribute).Assembly.GetExportedTypes().Where(static type => type.Namespace == "Assay" && type.IsSubclassOf(typeof(Attribute))).OrderBy(static type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The heading of an attribute's section: its name as it is written.</summary>
    public static string NameOf(Type attribute) => attribute.Name[..^"Attribute".Length];

    /// <summary>The lines of an attribute's section: where it stands, what it is, and a row for each argument.</summary>
    public IReadOnlyList<string> LinesOf(Type attribute)
    {
        var parameters = attribute.GetConstructors().Single().GetParameters();
        var written = string.Join(", ", parameters.Select(static parameter => (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "") + parameter.Name));
        var usage = attribute.GetCustomAttribute<AttributeUsageAttribute>()!;
        var targets = usage.ValidOn.ToString().Replace(", ", " or ", StringComparison.Ordinal).ToLowerInvariant();
        return
        [
            $"`[{NameOf(attribute)}{(written.Length == 0 ? "" : $"({written})")}]` on a {targets}, {(usage.AllowMultiple ? "as often as you like" : "once")}.",
            Text(docs[$"T:{attribute.FullName}"].Element("summary")!),
            .. Rows(attribute, parameters),
        ];
    }

    private IEnumerable<string> Rows(Type attribute, ParameterInfo[] parameters)
    {
        var nullability = new NullabilityInfoContext();
        foreach (var parameter in parameters)
        {
            var meaning = docs[$"T:{attribute.FullName}"].Elements("param").Single(element => element.Attribute("name")!.Value == parameter.Name);
            yield return $"| `{parameter.Name}` | `{Spell(nullability.Create(parameter))}` | required | {Text(meaning)} |";
        }

        var instance = Activator.CreateInstance(attribute, [.. parameters.Select(static parameter => parameter.ParameterType == typeof(Type) ? typeof(object) : parameter.ParameterType.IsArray ? null : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : (object)"x")])!;
        var settable = attribute.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(static property => property.CanWrite);
        foreach (var property in settable.OrderBy(static property => property.MetadataToken))
            yield return $"| `{property.Name}` | `{Spell(nullability.Create(property))}` | `{Default(property.GetValue(instance))}` | {Text(docs[$"P:{attribute.FullName}.{property.Name}"].Element("summary")!)} |";
    }

    private static string Spell(NullabilityInfo info)
    {
        var name = info.ElementType is { } element ? $"{Spell(element)}[]" : info.Type.Name switch
        {
            "String" => "string",
            "Int32" => "int",
            "Int64" => "long",
            "Double" => "double",
            "Boolean" => "bool",
            "Object" => "object",
            var other => other,
        };
        return info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    private static string Default(object? value) => value switch
    {
        null => "null",
        Array => "[]",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Text(XElement element)
    {
        var text = string.Concat(element.Nodes().Select(static node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{Reference(see.Attribute("cref")?.Value ?? see.Attribute("langword")!.Value)}`",
            XElement other => $"`{other.Value}`",
            _ => ((XText)node).Value,
        }));
        return WhiteSpace().Replace(text, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    private static string Reference(string cref)
    {
        var name = cref.Split('(')[0].Split(':')[^1].Split('.')[^1];
        var (plain, isGeneric) = (name.Split('`')[0], name.Contains('`', StringComparison.Ordinal));
        return plain.EndsWith("Attribute", StringComparison.Ordinal) ? $"[{plain[..^"Attribute".Length]}]" : plain + (isGeneric ? "<T>" : "");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
