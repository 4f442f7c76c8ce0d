namespace Assay.Generators.Models;

/// <summary>One <c>[Score]</c>.</summary>
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
}
