namespace Assay.Generators.Models;

/// <summary>One <c>[Judge]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its code digest or declared version.</param>
/// <param name="Call">The call over <c>request</c> and <c>cancellationToken</c>, or the access to the user's own.</param>
/// <param name="Form">How the call's value comes.</param>
/// <param name="Value">What makes a verdict of the value, <c>{0}</c> for it; null where it is one.</param>
internal sealed record JudgeModel(string Id, string Version, CallModel Call, ReturnForm Form, string? Value)
{
    /// <summary>Whether it is a class of the user's.</summary>
    public bool IsInstance { get; init; }

    /// <summary>Whether a call costs money.</summary>
    public bool IsPaid { get; init; }

    /// <summary>The property that gives it, for messages; empty for a method.</summary>
    public string Member { get; init; } = "";
}
