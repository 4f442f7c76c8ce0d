using System.Text.RegularExpressions;

namespace Assay.Packages.Tests.Guides;

/// <summary>A fenced block of a guide.</summary>
/// <param name="Kind">What to do with it: <c>sh</c>, <c>text</c>, <c>diff</c> or <c>markdown</c>.</param>
/// <param name="Argument">For <c>sh</c>, <c>fails</c> where the last command must fail; for <c>diff</c> and <c>markdown</c>, the file.</param>
/// <param name="Lines">The lines.</param>
internal sealed partial record GuideStep(string Kind, string Argument, IReadOnlyList<string> Lines)
{
    public static IReadOnlyList<GuideStep> Read(string guide) =>
    [
        .. Fence().Matches(guide.ReplaceLineEndings("\n")).Select(static match => new GuideStep(match.Groups[1].Value, match.Groups[2].Value.Trim(), match.Groups[3].Value.TrimEnd('\n').Split('\n'))),
    ];

    [GeneratedRegex("^```(\\w+)(.*)\n([\\s\\S]*?)^```$", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
