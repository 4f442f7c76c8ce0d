namespace Samples.Gallery;

/// <summary>Writes regular expressions phrase by phrase.</summary>
internal static class PatternGrammar
{
    private static readonly (string Phrase, string[] Ways)[] Phrases =
    [
        ("one or more words of small letters with spaces between", ["[a-z]+( [a-z]+)*", "[a-z ]+"]),
        ("one or more small letters", ["[a-z]+", "[a-z]*"]),
        ("one or more digits", [@"\d+", "[0-9]+"]),
        ("a word of small letters", ["[a-z]+", @"\w+"]),
        ("two capital letters", ["[A-Z]{2}", "[A-Z][A-Z]"]),
        ("a capital letter", ["[A-Z]"]),
        ("a small letter", ["[a-z]", @"\w"]),
        ("three digits", [@"\d{3}", @"\d\d\d", @"\d+"]),
        ("four digits", [@"\d{4}", "[0-9]{4}"]),
        ("two digits", [@"\d{2}", @"\d\d"]),
        ("a digit", [@"\d", "[0-9]"]),
        ("six hex digits", ["[0-9a-f]{6}", "[0-9a-z]{6}"]),
        ("a percent sign", ["%"]),
        ("a hash", ["#"]),
        ("a dash", ["-"]),
        ("a colon", [":", "."]),
    ];

    /// <summary>Writes a pattern; of several ways the seed takes one, and a guess takes the last.</summary>
    public static string Write(string description, long seed, bool isGuess)
    {
        var isBracketed = description.EndsWith(" in brackets", StringComparison.Ordinal);
        var rest = description.Replace("exactly ", "", StringComparison.Ordinal).Replace("the text ", "", StringComparison.Ordinal).Replace(" in brackets", "", StringComparison.Ordinal);
        var pattern = string.Concat(rest.Replace(", then ", ", ", StringComparison.Ordinal).Split(", ").Select((part, i) => Part(part, seed >> i, isGuess)));
        return isBracketed && !isGuess ? $@"\({pattern}\)" : pattern;
    }

    private static string Part(string part, long seed, bool isGuess)
    {
        var ways = Phrases.FirstOrDefault(phrase => phrase.Phrase == part).Ways ?? [".+"];
        return isGuess ? ways[^1] : ways[(int)(seed % ways.Length)];
    }
}
