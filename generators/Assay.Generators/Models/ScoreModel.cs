using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Score]</c> or <c>[SliceScore]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its code digest or declared version.</param>
/// <param name="Parse">The parse it reads; null for the output.</param>
/// <param name="HigherIsBetter">Whether a larger value is better.</param>
/// <param name="IfUnparsed">The score of an unreadable answer; null for none.</param>
/// <param name="Call">The call over <c>context</c> and <c>cancellationToken</c>.</param>
/// <param name="Form">How the call's value comes.</param>
/// <param name="Kind">What the call gives.</param>
internal sealed record ScoreModel(
    string Id,
    string Version,
    string? Parse,
    bool HigherIsBetter,
    double? IfUnparsed,
    CallModel Call,
    ReturnForm Form,
    ScoreKind Kind)
{
    /// <summary>The judge that it asks; null for none.</summary>
    public string? Judge { get; init; }

    /// <summary>What the judge is to judge by; null leaves it to the judge.</summary>
    public string? Criteria { get; init; }

    /// <summary>Whether it reads the judge's verdict, not the judge.</summary>
    public bool ReadsVerdict { get; init; }

    /// <summary>Whether it looks at the whole slice.</summary>
    public bool IsOfSlice { get; init; }

    /// <summary>How an item's samples become one score; null for their mean.</summary>
    public string? Reduction { get; init; }

    /// <summary>The metrics of a record; none for a single value.</summary>
    public EquatableArray<MetricModel> Metrics { get; init; }

    /// <summary>The record's type as a global name; empty for a single value.</summary>
    public string RecordType { get; init; } = "";

    /// <summary>Whether it takes the parse's failure as a value.</summary>
    public bool ReadsFailures { get; init; }
}
