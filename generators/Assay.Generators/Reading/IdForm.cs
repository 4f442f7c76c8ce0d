using System.Globalization;
using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The rules of ids and texts that the library checks again when it reads a spec: a test holds the two to each other.</summary>
internal static class IdForm
{
    /// <summary>The marks that ids of what a class declares may hold.</summary>
    public const string Marks = "._-";

    /// <summary>The marks that ids of models, engines and metrics may hold, which may look like a path or an address.</summary>
    public const string PluginMarks = "._-/:@+";

    private const int Longest = 128;

    /// <summary>Reports an id that has not the form; an empty one is another rule's.</summary>
    public static void Check(ReadingContext context, Location place, string id, string kind, string marks)
    {
        if (!string.IsNullOrWhiteSpace(id))
            CheckFilled(context, place, id, kind, marks);
    }

    /// <summary>The same, where an empty one is no other rule's.</summary>
    public static void CheckFilled(ReadingContext context, Location place, string id, string kind, string marks)
    {
        if (ProblemOf(id, marks) is { } problem)
            context.Report(Mend.Literal(place, Mended(id, marks)), BenchmarkRules.MalformedId, place, kind, Shown(id), problem);
    }

    /// <summary>Reports a text that is blank or holds control characters.</summary>
    public static void CheckText(ReadingContext context, Location place, string text, string kind)
    {
        if (TextProblemOf(text) is { } problem)
            context.Report(BenchmarkRules.MalformedId, place, kind, Shown(text), problem);
    }

    /// <summary>What is wrong with an id; null for nothing.</summary>
    public static string? ProblemOf(string id, string marks)
    {
        if (id.Length == 0)
            return "is empty; give one";
        if (id.Length > Longest)
            return $"has {id.Length.ToString(CultureInfo.InvariantCulture)} characters; shorten it to {Longest.ToString(CultureInfo.InvariantCulture)} at most";
        var isRight = id[0] == '_' || char.IsLetterOrDigit(id, 0);
        for (var i = 0; i < id.Length && isRight; i += LengthAt(id, i))
            isRight = IsOfId(id, i, marks);
        return isRight ? null : $"may hold letters, digits and {string.Join(" ", marks.ToCharArray())} alone, and begins with a letter, a digit or _; change it";
    }

    /// <summary>What is wrong with a text; null for nothing.</summary>
    public static string? TextProblemOf(string text) =>
        string.IsNullOrWhiteSpace(text) ? "is empty; give one"
        : text.Any(char.IsControl) ? "holds a control character; remove it"
        : null;

    private static bool IsOfId(string id, int index, string marks) =>
        char.IsLetterOrDigit(id, index)
        || marks.IndexOf(id[index]) >= 0
        || CharUnicodeInfo.GetUnicodeCategory(id, index) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static int LengthAt(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;

    /// <summary>The id with a hyphen for each run of characters that it may not hold; null where nothing is left of it.</summary>
    private static string? Mended(string id, string marks)
    {
        var mended = new System.Text.StringBuilder();
        for (var i = 0; i < id.Length; i += LengthAt(id, i))
        {
            if (IsOfId(id, i, marks))
                mended.Append(id, i, LengthAt(id, i));
            else if (mended.Length > 0 && mended[mended.Length - 1] != '-')
                mended.Append('-');
        }

        var text = mended.ToString().Trim('-');
        return ProblemOf(text, marks) is null ? text : null;
    }

    private static string Shown(string text) => string.Concat(text.Select(static c => char.IsControl(c) ? '\uFFFD' : c));
}
