using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One <c>[Parse]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its code digest or declared version.</param>
/// <param name="Call">The call over <c>context</c> and <c>cancellationToken</c>.</param>
/// <param name="Form">How the call's value comes.</param>
/// <param name="IsParsed">Whether it is a <c>Parsed&lt;T&gt;</c>, not a plain value.</param>
internal sealed record ParseModel(string Id, string Version, CallModel Call, ReturnForm Form, bool IsParsed)
{
    /// <summary>The parses that are tried where it finds nothing: ids with versions, in order.</summary>
    public EquatableArray<PairModel> Fallbacks { get; init; }
}
