namespace Assay.Generators.Models;

/// <summary>One <c>[Tool]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Description">What the model is told that it does.</param>
/// <param name="Version">Its code digest or declared version.</param>
/// <param name="Schema">The JSON schema of its arguments; null where it has none.</param>
/// <param name="Call">The call over <c>arguments</c>, <c>request</c> and <c>cancellationToken</c>.</param>
/// <param name="Form">How the call's value comes.</param>
/// <param name="Text">What makes a text of the value: <c>{0}</c> stands for it.</param>
internal sealed record ToolModel(string Id, string Description, string Version, string? Schema, string Call, ReturnForm Form, string Text)
{
    public bool UsesArguments { get; init; }

    public bool UsesRequest { get; init; }

    public bool UsesToken { get; init; }
}
