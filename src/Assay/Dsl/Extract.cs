using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Assay.Extractors;
using Assay.Text;
using Pattern = System.Text.RegularExpressions.Regex;

namespace Assay;

/// <summary>
/// What a <see cref="ParseAttribute">[Parse]</see> method needs most often. None of these throws because of what an engine
/// wrote: what cannot be read is a <see cref="Parsed{T}"/> with a reason. A text can be given for an output.
/// </summary>
public static class Extract
{
    private const string Reflection = "Reads T by reflection; give a JsonTypeInfo<T> where code is trimmed or compiled ahead of time.";

    private static readonly ChoiceLetters UsualChoices = new(ChoiceLetters.Usual);

    /// <summary>The letter of a multiple-choice answer, A to E, in upper case.</summary>
    /// <remarks>
    /// A LaTeX box that holds something is read alone. Otherwise the first letter after <c>answer</c>, <c>option</c> or
    /// <c>choice</c>, else the first that stands alone. An article (<c>A good option</c>) or the pronoun <c>I</c> gives way
    /// to a later letter that is marked: in brackets, bold or quotes, before a full stop or bracket, or last in its line.
    /// </remarks>
    public static Parsed<char> ChoiceLetter(Output output) => Letter(output, UsualChoices);

    /// <summary>The letter of a multiple-choice answer, in upper case, as <see cref="ChoiceLetter(Output)"/> finds it.</summary>
    /// <param name="output">Where to look.</param>
    /// <param name="choices">The letters or digits to choose from, in any case.</param>
    /// <exception cref="ArgumentException">A choice is no ASCII letter or digit, or there is none.</exception>
    public static Parsed<char> ChoiceLetter(Output output, string choices) => Letter(output, new ChoiceLetters(choices));

    /// <summary>The first number, as people write them: <c>-3</c>, <c>$1,234.50</c>, <c>2.5e-3</c>, digits of any script. A sign directly after a letter or digit is a hyphen.</summary>
    public static Parsed<decimal> FirstNumber(Output output) => Number(output, last: false);

    /// <summary>The last number, spelt as <see cref="FirstNumber"/> allows: where most models put their answer.</summary>
    public static Parsed<decimal> LastNumber(Output output) => Number(output, last: true);

    /// <summary>The trimmed content of the last closed LaTeX <c>\boxed{…}</c> that lies in no other.</summary>
    public static Parsed<string> Boxed(Output output) =>
        BoxedText.Find(output.Text) is { } boxed ? boxed : Parsed.Failed<string>("The output has no closed \\boxed{…}.");

    /// <summary>What a regular expression finds first.</summary>
    /// <param name="output">Where to look.</param>
    /// <param name="pattern">The expression in .NET's syntax, or with Python's named groups. A match may take two seconds.</param>
    /// <param name="group">The number of the group to take; 0, the default, is the whole match.</param>
    public static Parsed<string> Regex(Output output, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern, int group = 0) =>
        Match(output, pattern, _ => group);

    /// <summary>What a named group of a regular expression finds first.</summary>
    /// <param name="output">Where to look.</param>
    /// <param name="pattern">The expression in .NET's syntax, or with Python's named groups. A match may take two seconds.</param>
    /// <param name="group">The name of the group to take.</param>
    public static Parsed<string> Regex(Output output, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern, string group) =>
        Match(output, pattern, regex => regex.GroupOf(group));

    /// <summary>What a compiled regular expression finds first; its own options and time limit hold.</summary>
    /// <param name="output">Where to look.</param>
    /// <param name="regex">The expression, such as one of a <see cref="GeneratedRegexAttribute"/>.</param>
    /// <param name="group">The name or number of the group to take; the whole match by default.</param>
    public static Parsed<string> Regex(Output output, Pattern regex, string group = "0")
    {
        try
        {
            var match = regex.Match(output.Text);
            return match.Groups[group] is { Success: true } found ? found.Value : NoMatch(regex.ToString());
        }
        catch (RegexMatchTimeoutException)
        {
            return Parsed.Failed<string>($"The pattern '{regex}' took longer than its time limit.");
        }
    }

    /// <summary>The first JSON of the output (the whole of it, a fenced block, or an object or array within prose) as a value of the user's type.</summary>
    /// <typeparam name="T">Read by reflection, with camel-cased or equal names, enums by name, numbers also from texts.</typeparam>
    /// <param name="output">Where to look.</param>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static Parsed<T> Json<T>(Output output) => Json(output, LenientJson.TypeInfo<T>());

    /// <summary>The first JSON of the output (the whole of it, a fenced block, or an object or array within prose) as a value of the user's type.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="output">Where to look.</param>
    /// <param name="type">How the type is read, from a source-generated context.</param>
    public static Parsed<T> Json<T>(Output output, JsonTypeInfo<T> type)
    {
        if (EmbeddedJson.Find(output.Text) is not { } json)
            return Parsed.Failed<T>("The output holds no JSON.");
        try
        {
            var value = json.Deserialize(type);
            return value is null ? Parsed.Failed<T>("The JSON of the output is null.") : Parsed.Found(value);
        }
        catch (JsonException error)
        {
            return Parsed.Failed<T>($"The JSON of the output is no {typeof(T).Name}: {error.Message}");
        }
    }

    /// <summary>
    /// The content of the last filled LaTeX box or else the whole text, case-folded (<c>ß</c> becomes <c>ss</c>), each run of
    /// white space one space, ASCII punctuation taken off both ends; a minus before a leading number stays.
    /// </summary>
    public static string NormalizedText(Output output) => Extractors.NormalizedText.Of(output.Text);

    /// <summary>The content of the last filled LaTeX box; else what follows the last line's <c>Answer:</c>; else the whole text, trimmed.</summary>
    public static string MathAnswer(Output output) => Extractors.MathAnswer.Of(output.Text);

    /// <summary>The trimmed rest of the last line that begins with a marker, such as <c>A:</c>; white space before it and letter case do not matter.</summary>
    /// <param name="output">Where to look.</param>
    /// <param name="marker">What the line begins with.</param>
    public static Parsed<string> LastLineAfter(Output output, string marker)
    {
        string? last = null;
        foreach (var range in output.Text.AsSpan().Split('\n'))
        {
            var line = output.Text.AsSpan(range).Trim();
            if (line.StartsWith(marker, StringComparison.OrdinalIgnoreCase))
                last = line[marker.Length..].Trim().ToString();
        }

        return last ?? Parsed.Failed<string>($"No line of the output begins with '{marker}'.");
    }

    private static Parsed<char> Letter(Output output, ChoiceLetters choices) =>
        choices.Find(output.Text) is { } letter ? letter : Parsed.Failed<char>("The output names none of the choices.");

    private static Parsed<decimal> Number(Output output, bool last)
    {
        var tokens = Numbers.Written(output.Text);
        if (tokens.Count == 0)
            return Parsed.Failed<decimal>("The output holds no number.");
        var token = tokens[last ? tokens.Count - 1 : 0].Value;
        return Numbers.Value(token) is { } value ? value : Parsed.Failed<decimal>($"The number {token} is too large.");
    }

    private static Parsed<string> Match(Output output, string pattern, Func<UserRegex, int?> groupOf)
    {
        UserRegex regex;
        try
        {
            regex = new UserRegex(pattern);
        }
        catch (ArgumentException error)
        {
            return Parsed.Failed<string>($"'{pattern}' is not a regular expression: {error.Message}");
        }

        if (groupOf(regex) is not { } group || !regex.HasGroup(group))
            return Parsed.Failed<string>($"The pattern '{pattern}' has no such group.");
        var found = RegexExtractor.Extract(regex, pattern, group, output.Text);
        return found.Success
            ? found.Value as string ?? Parsed.Failed<string>($"The group of the pattern '{pattern}' took no part in the match.")
            : Parsed.Failed<string>(found.Reason!);
    }

    private static Parsed<string> NoMatch(string pattern) => Parsed.Failed<string>($"The pattern '{pattern}' is not in the output.");
}
