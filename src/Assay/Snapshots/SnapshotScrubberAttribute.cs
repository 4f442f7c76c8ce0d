using System.Diagnostics.CodeAnalysis;

namespace Assay.Snapshots;

/// <summary>
/// Replaces what matches in text of models and of user code, before Assay shows it in messages, in the output of tests and in the outcome files that reports read: what differs from run to run, and
/// what nobody is to see. Ids are never scrubbed. Several apply in the order in which they are written.
/// </summary>
/// <param name="pattern">A regular expression of .NET, which knows no culture and may take at most 2 seconds for a text.</param>
/// <param name="replacement">What stands in place of each match; <c>$1</c> and <c>${name}</c> are the pattern's groups.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class SnapshotScrubberAttribute([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, string replacement) : Attribute
{
    /// <summary>A regular expression of .NET.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>What stands in place of each match.</summary>
    public string Replacement { get; } = replacement;
}
