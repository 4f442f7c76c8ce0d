using System.Text.RegularExpressions;

namespace Assay.Extractors;

/// <summary>Finds fenced blocks of Markdown.</summary>
internal static partial class FencedText
{
    /// <summary>The content of the first block between fences of three backticks, without its info string; the whole text when there is none.</summary>
    public static string FirstOrAll(string text) => Block().Match(text) is { Success: true } match ? match.Groups[1].Value : text;

    [GeneratedRegex(@"^[ \t]*```[^\n`]*\n(.*?)^[ \t]*```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Block();
}
