using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Cli.Reports;

/// <summary>The short parts of an item or an answer that may be labels or figures: members of JSON, members of a record's text, or a short text as it is.</summary>
internal static partial class Facets
{
    private const int LongestLabel = 64;

    /// <summary>The parts by name; a text that is itself short has one with an empty name.</summary>
    public static IReadOnlyDictionary<string, string> Of(string? text)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var trimmed = (text ?? "").AsSpan().Trim();
        if (trimmed.Length == 0)
            return found;
        if (trimmed[0] is '{' or '"' && TryReadJson(trimmed.ToString(), found))
            return found;
        if (trimmed.Length < 1000 && Record().Match(trimmed.ToString()) is { Success: true } record)
            ReadRecord(record.Groups[1].Value, found);
        else if (trimmed.Length <= LongestLabel)
            found.Add("", trimmed.ToString());
        return found;
    }

    /// <summary>A part as a number from 0 to 1; null for anything else.</summary>
    public static double? Share(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value : null;

    private static bool TryReadJson(string text, Dictionary<string, string> found)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            Read("", document.RootElement, found, 2);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Read(string path, JsonElement element, Dictionary<string, string> found, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth > 0:
                foreach (var member in element.EnumerateObject())
                    Read(path.Length == 0 ? member.Name : $"{path}.{member.Name}", member.Value, found, depth - 1);
                break;
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                if (element.ToString().Trim() is { Length: > 0 and <= LongestLabel } label)
                    found[path] = label;
                break;
        }
    }

    private static void ReadRecord(string members, Dictionary<string, string> found)
    {
        foreach (var member in members.Split(", "))
        {
            if (member.Split(" = ", 2) is [var name, { Length: > 0 and <= LongestLabel } value])
                found[name] = value.Trim();
        }
    }

    /// <summary>The text of a record: a name and members in braces.</summary>
    [GeneratedRegex(@"^\w+ \{ (.+) \}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Record();
}
