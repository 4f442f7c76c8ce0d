using Assay.Specs;

namespace Assay;

/// <summary>A scripted later turn of a prompt: sent after the model's answer to what came before, in order.</summary>
/// <param name="template">The text; <c>{item.Member}</c> is filled in from the item and checked by the compiler, <c>{{</c> and <c>}}</c> are literal braces.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FollowUpAttribute(string template) : Attribute
{
    /// <summary>The text with placeholders.</summary>
    public string Template { get; } = template;

    /// <summary>Who says it: the user by default; never the model, whose turns cannot be scripted.</summary>
    public MessageRole Role { get; init; } = MessageRole.User;

    /// <summary>Images shown after the text, as in <see cref="UserAttribute.Images"/>.</summary>
    public string[] Images { get; init; } = [];
}
