using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Assay.Datasets;

/// <summary>
/// The way to a field within a JSON value: names joined by dots, and positions or names in brackets, such as
/// <c>choices[0].text</c> or <c>meta[a name]</c>. A name matches exactly, else whatever its case and underscores.
/// </summary>
internal sealed class FieldPath
{
    private readonly ImmutableArray<string> segments;
    private readonly string text;

    private FieldPath(ImmutableArray<string> segments, string text)
    {
        this.segments = segments;
        this.text = text;
    }

    /// <summary>The steps of the way.</summary>
    public ImmutableArray<string> Segments => segments;

    /// <summary>The way of the given steps.</summary>
    public static FieldPath Of(ImmutableArray<string> segments) => new(segments, string.Join('.', segments));

    /// <summary>Reads a path; false when a name is empty or a bracket has no end.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out FieldPath? path)
    {
        path = null;
        var segments = ImmutableArray.CreateBuilder<string>();
        var rest = text.AsSpan();
        while (true)
        {
            var end = rest.IndexOfAny('.', '[');
            if (end < 0)
                end = rest.Length;
            if (end == 0)
                return false;
            segments.Add(rest[..end].ToString());
            rest = rest[end..];
            while (rest is ['[', ..])
            {
                var close = rest.IndexOf(']');
                if (close < 2)
                    return false;
                segments.Add(rest[1..close].ToString());
                rest = rest[(close + 1)..];
            }

            if (rest.IsEmpty)
                break;
            if (rest[0] != '.')
                return false;
            rest = rest[1..];
        }

        path = new FieldPath(segments.ToImmutable(), text);
        return true;
    }

    /// <summary>Follows the path; false when a step leads nowhere.</summary>
    /// <param name="root">Where it starts.</param>
    /// <param name="value">What it leads to, possibly JSON's null.</param>
    /// <param name="from">How many steps are already done.</param>
    public bool TryGet(JsonElement root, out JsonElement value, int from = 0)
    {
        value = root;
        for (var i = from; i < segments.Length; i++)
            if (!TryStep(value, segments[i], out value))
                return false;
        return true;
    }

    /// <summary>The path as it was written.</summary>
    public override string ToString() => text;

    private static bool TryStep(JsonElement value, string segment, out JsonElement next)
    {
        next = default;
        if (value.ValueKind == JsonValueKind.Array)
        {
            if (!int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= value.GetArrayLength())
                return false;
            next = value[index];
            return true;
        }

        if (value.ValueKind != JsonValueKind.Object)
            return false;
        if (value.TryGetProperty(segment, out next))
            return true;
        foreach (var property in value.EnumerateObject())
        {
            if (!FieldNames.Match(property.Name, segment))
                continue;
            next = property.Value;
            return true;
        }

        return false;
    }
}
