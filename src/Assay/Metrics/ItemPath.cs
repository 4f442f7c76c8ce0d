using System.Globalization;
using System.Text.Json;
using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>A path to a field within JSON: names joined by points, places in arrays in brackets, such as <c>labels[0].name</c>; <c>$</c> is the whole.</summary>
internal sealed class ItemPath
{
    private readonly List<(string? Name, int Place)> steps = [];

    private ItemPath(string text) => Text = text;

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>The path of a field of the root, whatever characters its name has.</summary>
    public static ItemPath OfName(string name)
    {
        var path = new ItemPath(name);
        path.steps.Add((name, 0));
        return path;
    }

    /// <summary>Reads a path; null when it is malformed.</summary>
    public static ItemPath? TryParse(string text)
    {
        var path = new ItemPath(text);
        if (text == "$")
            return path;
        foreach (var part in text.Split('.'))
        {
            var name = part.Split('[')[0];
            if (name.Length > 0)
                path.steps.Add((name, 0));
            if (name.Length == part.Length ? name.Length == 0 : !path.AddPlaces(part[name.Length..]))
                return null;
        }

        return path;
    }

    /// <summary>Reads a setting that holds a path; a malformed one is a problem.</summary>
    public static ItemPath Read(ConfigReader reader, string name, string byDefault)
    {
        var text = reader.Text(name, byDefault);
        if (TryParse(text) is { } path)
            return path;
        reader.Fail(name, $"'{text}' is no path; write one such as 'answer' or 'labels[0].name'.");
        return new ItemPath("$");
    }

    /// <summary>The field; null when it is not there. A name that is not there as it is written is looked up in any case.</summary>
    public JsonElement? Find(JsonElement root)
    {
        JsonElement? at = root;
        foreach (var (name, place) in steps)
        {
            at = at switch
            {
                { ValueKind: JsonValueKind.Object } found when name is not null => Property(found, name),
                { ValueKind: JsonValueKind.Array } found when name is null && place < found.GetArrayLength() => found[place],
                _ => null,
            };
        }

        return at;
    }

    private bool AddPlaces(string brackets)
    {
        foreach (var bracket in brackets[1..].Split('['))
        {
            if (!bracket.EndsWith(']') || !int.TryParse(bracket.AsSpan(0, bracket.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                return false;
            steps.Add((null, place));
        }

        return true;
    }

    private static JsonElement? Property(JsonElement found, string name)
    {
        if (found.TryGetProperty(name, out var value))
            return value;
        foreach (var property in found.EnumerateObject())
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        return null;
    }
}
