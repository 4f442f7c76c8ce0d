namespace Assay.Generators.Reading;

/// <summary>Guesses what was meant by a misspelt name.</summary>
internal static class Suggestion
{
    /// <summary>The end of a sentence that names the closest candidate, or all that there are; empty when there are none.</summary>
    public static string For(string written, IEnumerable<string> candidates)
    {
        var known = candidates.Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal).ToArray();
        if (known.Length == 0)
            return "";
        return Closest(written, known) is { } closest
            ? $"; did you mean '{closest}'?"
            : $"; there is {string.Join(", ", known.Select(static name => $"'{name}'"))}";
    }

    /// <summary>The candidate that was probably meant; null where none is close.</summary>
    public static string? Closest(string written, IEnumerable<string> candidates)
    {
        var (closest, distance) = candidates
            .OrderBy(static name => name, StringComparer.Ordinal)
            .Select(name => (Name: (string?)name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .OrderBy(static pair => pair.Distance)
            .FirstOrDefault();
        return distance <= Math.Max(2, written.Length / 3) ? closest : null;
    }

    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[right.Length];
    }
}
