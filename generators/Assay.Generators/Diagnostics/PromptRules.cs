using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0201 to ASY0299: prompts and their templates.</summary>
internal static class PromptRules
{
    private const string Category = "Assay.Prompt";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0201", Category, "A prompt's method has another form than it must", "Declare '{0}' as a static partial method that takes the item and returns Prompt");

    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "ASY0202", Category, "A prompt's method must be partial and without a body", "Declare '{0}' as a partial method without a body: the generator writes it from the messages");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0203", Category, "A prompt's id must be unique", "The id '{0}' is another prompt's too; give one of them another");

    public static readonly DiagnosticDescriptor NoMessage = Rule.Error(
        "ASY0204", Category, "A prompt needs a message", "Give '{0}' a [User] or another message: it says nothing yet");

    public static readonly DiagnosticDescriptor UnknownPlaceholder = Rule.Error(
        "ASY0205", Category, "A placeholder names nothing", "{0}");

    public static readonly DiagnosticDescriptor MalformedTemplate = Rule.Error(
        "ASY0206", Category, "A template cannot be read", "{0}");

    public static readonly DiagnosticDescriptor NoText = Rule.Error(
        "ASY0207", Category, "A placeholder's value has no text form", "{0}");
}
