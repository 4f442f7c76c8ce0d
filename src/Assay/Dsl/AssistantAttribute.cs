namespace Assay;

/// <summary>A message of a prompt: what the model is taken to have said.</summary>
/// <param name="template">The text; <c>{item.Member}</c> is filled in from the item and checked by the compiler, <c>{{</c> and <c>}}</c> are literal braces.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AssistantAttribute(string template) : Attribute
{
    /// <summary>The text with placeholders.</summary>
    public string Template { get; } = template;
}
