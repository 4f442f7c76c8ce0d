using System.Globalization;
using System.Text;
using Assay.Errors;
using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>Gathers broken rules, and has the rules that several specs share.</summary>
internal sealed class RuleBook
{
    private const int LongestId = 128;
    private readonly List<Problem> problems = [];

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Adds a problem.</summary>
    public void Add(string path, string message) =>
        problems.Add(new Problem(ErrorCode.SchemaMismatch, message) { Path = path.Length == 0 ? null : path });

    /// <summary>Adds a problem unless a condition holds.</summary>
    public void Require(bool condition, string path, string message)
    {
        if (!condition)
            Add(path, message);
    }

    /// <summary>An id that snapshots, filters and paths show.</summary>
    public void Id(string path, string? id, string kind) => Id(path, id, kind, "._-");

    /// <summary>The id of a model or of something registered, which may look like a path or an address.</summary>
    public void PluginId(string path, string? id, string kind) => Id(path, id, kind, "._-/:@+");

    /// <summary>A text for people or programs: at least one character that is not white space, and no control characters.</summary>
    public void Text(string path, string? text, string kind)
    {
        if (string.IsNullOrWhiteSpace(text))
            Add(path, $"The {kind} is empty; give one.");
        else if (text.Any(char.IsControl))
            Add(path, $"The {kind} holds a control character; remove it.");
    }

    /// <summary>Each name once.</summary>
    /// <param name="path">The path of the list.</param>
    /// <param name="names">The names in order.</param>
    /// <param name="kind">What they name.</param>
    /// <param name="member">The member that holds the name; null where the elements are the names.</param>
    public void Unique(string path, IEnumerable<string?> names, string kind, string? member = "id")
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index())
        {
            var place = SpecPath.At(path, index);
            if (!string.IsNullOrEmpty(name) && !seen.Add(name))
                Add(member is null ? place : SpecPath.At(place, member), $"The {kind} '{name}' is given twice; {(member is null ? "remove one" : "give one of them another " + member)}.");
        }
    }

    /// <summary>Texts that are not empty, each once.</summary>
    public void Texts(string path, ValueList<string> texts, string kind)
    {
        foreach (var (index, text) in texts.Index())
            Text(SpecPath.At(path, index), text, kind);
        Unique(path, texts, kind, member: null);
    }

    /// <summary>A name that must be among the known.</summary>
    public void Known(string path, string? name, IEnumerable<string?> known, string kind)
    {
        if (string.IsNullOrEmpty(name))
        {
            Add(path, $"The {kind} has no name; give the id of one, or leave it out.");
            return;
        }

        var names = known.OfType<string>().Where(static one => one.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        if (!names.Contains(name))
            Add(path, $"There is no {kind} '{name}'; {(names.Count == 0 ? "there is none at all" : "known are: " + string.Join(", ", names))}.");
    }

    /// <summary>An enum's member that exists.</summary>
    public void Defined<T>(string path, T value)
        where T : struct, Enum =>
        Require(Enum.IsDefined(value), path, $"{value} is no {typeof(T).Name}; use one of: {string.Join(", ", Enum.GetNames<T>())}.");

    /// <summary>A whole number in a range.</summary>
    public void Range(string path, long? value, long least, long most = long.MaxValue)
    {
        if (value is not null && (value < least || value > most))
            Add(path, string.Create(CultureInfo.InvariantCulture, $"{value} is out of range; it must be at least {least}{(most == long.MaxValue ? "" : $" and at most {most}")}."));
    }

    /// <summary>A finite number in a range.</summary>
    public void Range(string path, double? value, double least, double most = double.MaxValue, bool leastIsExcluded = false)
    {
        if (value is null || (double.IsFinite(value.Value) && (leastIsExcluded ? value > least : value >= least) && value <= most))
            return;
        var bound = most == double.MaxValue ? "" : $" and at most {Text(most)}";
        Add(path, $"{Text(value.Value)} is out of range; it must be finite, {(leastIsExcluded ? "above" : "at least")} {Text(least)}{bound}.");
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private void Id(string path, string? id, string kind, string marks)
    {
        if (string.IsNullOrEmpty(id))
        {
            Add(path, $"The {kind} is empty; give one.");
        }
        else if (id.Length > LongestId)
        {
            Add(path, string.Create(CultureInfo.InvariantCulture, $"The {kind} has {id.Length} characters; shorten it to {LongestId} at most."));
        }
        else if (!Begins(id) || !id.EnumerateRunes().All(rune => Rune.IsLetterOrDigit(rune) || IsCombining(rune) || (rune.IsAscii && marks.Contains((char)rune.Value, StringComparison.Ordinal))))
        {
            var shown = string.Concat(id.Select(static c => char.IsControl(c) ? '\uFFFD' : c));
            Add(path, $"The {kind} '{shown}' may hold letters, digits and {string.Join(' ', marks.AsEnumerable())} alone, and begins with a letter, a digit or _; change it.");
        }
    }

    private static bool Begins(string id) => id[0] == '_' || Rune.IsLetterOrDigit(id.EnumerateRunes().First());

    private static bool IsCombining(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
