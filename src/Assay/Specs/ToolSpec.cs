namespace Assay.Specs;

/// <summary>A tool that models may call. Its handler belongs to the call of a run, never to the spec.</summary>
/// <param name="Id">Unique within the project.</param>
/// <param name="Description">What the model is told that it does.</param>
public sealed record ToolSpec(string Id, string Description)
{
    /// <summary>The JSON schema of its arguments, an object; null for a tool without arguments.</summary>
    public JsonValue? InputSchema { get; init; }
}
