using Assay.Specs;

namespace Assay;

/// <summary>One rendered message.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">The text, all placeholders filled in.</param>
public sealed record Message(MessageRole Role, string Text)
{
    /// <summary>Images shown after the text, as http(s) or data URIs.</summary>
    public ValueList<string> Images { get; init; } = [];
}
