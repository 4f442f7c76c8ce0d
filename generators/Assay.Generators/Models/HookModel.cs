using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>One hook: a class of the user's, or the methods of one id.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its code digests or declared versions.</param>
/// <param name="Instance">The access to the user's own; null for methods.</param>
/// <param name="Steps">The methods.</param>
internal sealed record HookModel(string Id, string Version, string? Instance, EquatableArray<HookStepModel> Steps)
{    /// <summary>The property that gives it, for messages; empty for a method.</summary>
    public string Member { get; init; } = "";
}
