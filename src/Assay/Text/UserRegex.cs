using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Text;

/// <summary>
/// A regular expression that a user wrote, in .NET's syntax or with Python's names, <c>(?P&lt;x&gt;…)</c>, <c>(?P=x)</c>,
/// <c>\Z</c> and <c>{,n}</c>. Groups are numbered by their opening brackets, named or not. It runs in linear time where
/// the pattern allows that and has a time limit in any case.
/// </summary>
internal sealed class UserRegex
{
    /// <summary>The time limit of one match.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    private readonly Regex regex;
    private readonly IReadOnlyDictionary<string, int> names;

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public UserRegex(string pattern, RegexOptions options = RegexOptions.None)
    {
        var (translated, found) = PatternTranslation.Translate(pattern);
        names = found;
        regex = Compile(translated, options | RegexOptions.CultureInvariant, TimeLimit);
    }

    /// <summary>The number of a group; null when the pattern has none of that name.</summary>
    public int? GroupOf(string name) => names.TryGetValue(name, out var number) ? number : null;

    /// <summary>Whether the pattern has a group of that number; 0 is the whole match.</summary>
    public bool HasGroup(int number) => Array.IndexOf(regex.GetGroupNumbers(), number) >= 0;

    /// <summary>The first match.</summary>
    /// <exception cref="RegexMatchTimeoutException">It took longer than the time limit.</exception>
    public Match Match(string text) => regex.Match(text);

    /// <summary>What a time-out means to people.</summary>
    public static string TimeoutReason(string pattern) => string.Create(
        CultureInfo.InvariantCulture,
        $"The pattern '{pattern}' took longer than {TimeLimit.TotalSeconds} seconds; write it so that it need not backtrack.");

    /// <summary>A pattern in .NET's syntax, run in linear time where it allows that.</summary>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static Regex Compile(string pattern, RegexOptions options, TimeSpan limit)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, limit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, limit);
        }
    }
}
