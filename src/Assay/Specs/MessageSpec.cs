namespace Assay.Specs;

/// <summary>One message of a prompt, as a template.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">The text with placeholders <c>{item.Path}</c> and <c>{prompt.key}</c>; <c>{{</c> and <c>}}</c> are literal braces.</param>
public sealed record MessageSpec(MessageRole Role, string Content)
{
    /// <summary>
    /// Images shown after the text, in order: templates of http(s) or data URIs, or of paths of image files within the project's
    /// folder, which engines are shown as data URIs; a generation's identity is the file's content.
    /// </summary>
    public ValueList<string> Images { get; init; } = [];
}
