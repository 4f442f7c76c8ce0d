namespace Assay;

/// <summary>A message of a prompt: what the person asks.</summary>
/// <param name="template">The text; <c>{item.Member}</c> is filled in from the item and checked by the compiler, <c>{{</c> and <c>}}</c> are literal braces.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class UserAttribute(string template) : Attribute
{
    /// <summary>The text with placeholders.</summary>
    public string Template { get; } = template;

    /// <summary>
    /// Images shown after the text, in order, each a text with placeholders: an http(s) address, a data URI such as
    /// <c>data:image/png;base64,{item.Photo}</c>, or the path of an image file in the project such as <c>images/{item.Id}.png</c>.
    /// </summary>
    public string[] Images { get; init; } = [];
}
