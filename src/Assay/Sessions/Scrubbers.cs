using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Assay.Errors;
using Assay.Snapshots;
using Assay.Text;

namespace Assay.Sessions;

/// <summary>What a test assembly's <see cref="SnapshotScrubberAttribute"/>s make of user text.</summary>
internal sealed class Scrubbers
{
    private readonly List<(Regex Regex, string Replacement)> scrubbers = [];
    private readonly TimeSpan limit;

    /// <summary>Compiles them, in order.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="limit">How long one may take for a text; by default as long as any other pattern of a user.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: a pattern is no regular expression; every such pattern at once.</exception>
    public Scrubbers(IEnumerable<SnapshotScrubberAttribute> attributes, TimeSpan? limit = null)
    {
        this.limit = limit ?? UserRegex.TimeLimit;
        var problems = new List<Problem>();
        foreach (var attribute in attributes)
        {
            try
            {
                scrubbers.Add((UserRegex.Compile(attribute.Pattern, RegexOptions.CultureInvariant, this.limit), attribute.Replacement));
            }
            catch (ArgumentException exception)
            {
                problems.Add(new Problem(ErrorCode.OptionInvalid, $"The pattern '{attribute.Pattern}' of a [assembly: SnapshotScrubber] is no regular expression: {exception.Message} Correct it, or take the attribute away."));
            }
        }

        if (problems.Count > 0)
            throw new AssayException(problems);
    }

    /// <summary>Those that an assembly names.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: a pattern is no regular expression.</exception>
    public static Scrubbers Of(Assembly assembly) => new(assembly.GetCustomAttributes<SnapshotScrubberAttribute>());

    /// <summary>
    /// The outcome of a slice that could not be run, with what is said of the faults scrubbed; files, lines and paths within specs stay. Where the scrubbers are at fault
    /// themselves, they are what the outcome tells of: what is not to be seen is not shown without them.
    /// </summary>
    public static SliceOutcome OutcomeOf(Assembly assembly, string benchmark, string slice, AssayException fault)
    {
        AssayException shown;
        try
        {
            var scrubbers = Of(assembly);
            shown = new AssayException([.. fault.Problems.Select(problem => problem with { Message = scrubbers.Scrub(problem.Message) })]);
        }
        catch (AssayException wrong)
        {
            shown = wrong;
        }

        return new SliceOutcome(benchmark, slice, OutcomeKind.Failed, shown.Message) { Problems = shown.Problems };
    }

    /// <summary>The text after all of them.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: one took longer than it may.</exception>
    public string Scrub(string text)
    {
        foreach (var (regex, replacement) in scrubbers)
        {
            try
            {
                text = regex.Replace(text, replacement);
            }
            catch (RegexMatchTimeoutException exception)
            {
                throw new AssayException(
                    ErrorCode.OptionInvalid,
                    string.Create(CultureInfo.InvariantCulture, $"The pattern '{regex}' of a [assembly: SnapshotScrubber] took longer than {limit.TotalSeconds} seconds for a text of {text.Length} characters; write it so that it need not backtrack."),
                    exception);
            }
        }

        return text;
    }
}
