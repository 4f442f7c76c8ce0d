using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Templates;

/// <summary>A step of a placeholder's path: a member's name, and positions or names in brackets after it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Keys">What stands in the brackets, in order.</param>
internal readonly record struct PathSegment(string Name, IReadOnlyList<string> Keys)
{
    private static readonly Regex Brackets = new(@"^([^\[\]]*)((?:\[[^\[\]]+\])*)$", RegexOptions.CultureInvariant);

    /// <summary>The positions as they were written.</summary>
    public string Suffix => string.Concat(Keys.Select(static key => $"[{key}]"));

    /// <summary>Cuts a path at its dots; null where a name or a bracket is malformed.</summary>
    public static IReadOnlyList<PathSegment>? Parse(string path)
    {
        var segments = new List<PathSegment>();
        foreach (var text in SplitAtDots(path))
        {
            if (Of(text) is not { } segment || !SyntaxFacts.IsValidIdentifier(segment.Name))
                return null;
            segments.Add(segment);
        }

        return segments;
    }

    /// <summary>One segment, whatever its name; null where a bracket is malformed.</summary>
    public static PathSegment? Of(string text)
    {
        var match = Brackets.Match(text);
        return match.Success
            ? new PathSegment(match.Groups[1].Value, [.. match.Groups[2].Value.Split(['[', ']'], StringSplitOptions.RemoveEmptyEntries)])
            : null;
    }

    /// <summary>The texts between dots, but for dots in brackets.</summary>
    public static IEnumerable<string> SplitAtDots(string path)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < path.Length; i++)
        {
            depth += path[i] == '[' ? 1 : path[i] == ']' ? -1 : 0;
            if (path[i] != '.' || depth > 0)
                continue;
            yield return path.Substring(start, i - start);
            start = i + 1;
        }

        yield return path.Substring(start);
    }
}
