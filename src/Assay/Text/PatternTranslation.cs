using System.Globalization;
using System.Text;

namespace Assay.Text;

/// <summary>Turns a pattern with Python's syntax into one of .NET's, with named groups numbered in their order.</summary>
internal static class PatternTranslation
{
    /// <summary>The pattern, every capturing group a plain one, and the number of each name.</summary>
    public static (string Pattern, IReadOnlyDictionary<string, int> Names) Translate(string pattern)
    {
        var translated = new StringBuilder(pattern.Length);
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = 0;
        for (var i = 0; i < pattern.Length;)
        {
            var rest = pattern.AsSpan(i);
            if (rest[0] == '[')
            {
                var length = ClassLength(rest);
                translated.Append(rest[..length]);
                i += length;
            }
            else if (rest.StartsWith("(?P=") && rest.IndexOf(')') is > 4 and var close)
            {
                Reference(translated, names, rest[4..close].ToString());
                i += close + 1;
            }
            else if (NameOf(rest) is { } name)
            {
                names.TryAdd(name.Text, ++groups);
                translated.Append('(');
                i += name.Length;
            }
            else if (rest.StartsWith("\\k<") && rest.IndexOf('>') is > 3 and var end)
            {
                Reference(translated, names, rest[3..end].ToString());
                i += end + 1;
            }
            else if (rest[0] == '\\')
            {
                translated.Append(rest is ['\\', 'Z', ..] ? "\\z" : rest[..Math.Min(2, rest.Length)]);
                i += Math.Min(2, rest.Length);
            }
            else
            {
                if (rest[0] == '(' && !rest.StartsWith("(?"))
                    groups++;
                translated.Append(rest.StartsWith("{,") && rest.Length > 2 && char.IsAsciiDigit(rest[2]) ? "{0" : rest[..1]);
                i++;
            }
        }

        return (translated.ToString(), names);
    }

    private static void Reference(StringBuilder translated, Dictionary<string, int> names, string name) =>
        translated.Append("\\k<").Append(names.TryGetValue(name, out var number) ? number.ToString(CultureInfo.InvariantCulture) : name).Append('>');

    private static (string Text, int Length)? NameOf(ReadOnlySpan<char> rest)
    {
        var start = rest.StartsWith("(?P<") ? 4 : rest.StartsWith("(?<") ? 3 : 0;
        var end = rest.IndexOf('>');
        if (start == 0 || end <= start || !(char.IsLetter(rest[start]) || rest[start] == '_'))
            return null;
        foreach (var c in rest[start..end])
            if (!char.IsLetterOrDigit(c) && c != '_')
                return null;
        return (rest[start..end].ToString(), end + 1);
    }

    private static int ClassLength(ReadOnlySpan<char> rest)
    {
        var i = rest.StartsWith("[^") ? 2 : 1;
        if (i < rest.Length && rest[i] == ']')
            i++;
        for (; i < rest.Length; i++)
        {
            if (rest[i] == '\\')
                i++;
            else if (rest[i] == ']')
                return i + 1;
        }

        return rest.Length;
    }
}
