using Assay.Errors;

namespace Assay.Execution;

/// <summary>A candidate without an output or a score.</summary>
/// <param name="Trial">The candidate in words, by ids.</param>
/// <param name="Code">Why; null where it was not asked.</param>
/// <param name="Message">What happened, for people; null where there is no code or nothing to say.</param>
internal sealed record UnansweredTrial(string Trial, ErrorCode? Code, string? Message)
{
    public override string ToString() => Trial + (Code is null ? "" : $": {Code}: {Message}");
}
