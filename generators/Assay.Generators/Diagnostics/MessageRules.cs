using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0221 to ASY0249: what messages, follow-ups and variables of prompts hold.</summary>
internal static class MessageRules
{
    private const string Category = "Assay.Prompt";

    public static readonly DiagnosticDescriptor Empty = Rule.Error(
        "ASY0221", Category, "A message needs a text or an image", "Write what this message says, or remove it");

    public static readonly DiagnosticDescriptor ModelsTurn = Rule.Error(
        "ASY0222", Category, "A follow-up must not be the model's turn", "Give the follow-up another role: the model says its own turns");

    public static readonly DiagnosticDescriptor MalformedVariable = Rule.Error(
        "ASY0223", Category, "A variable must read key=value", "Write '{0}' as key=value, each key once, of letters, digits, dots, hyphens and underscores");

    public static readonly DiagnosticDescriptor ImageForm = Rule.Error(
        "ASY0224", Category, "An image must be an address or an image file of the project", "'{0}' {1}; write an http(s) address, a data URI, or the path of a .png, .jpg, .jpeg, .gif, .webp, .bmp or .svg file within the project");

    public static readonly DiagnosticDescriptor NoPrompt = Rule.Warning(
        "ASY0225", Category, "A message belongs to a prompt", "Give '{0}' a [Prompt] too: messages alone say nothing");

    public static readonly DiagnosticDescriptor UnusedVariable = Rule.Warning(
        "ASY0226", Category, "A variable of a prompt is not used", "No message of '{0}' names {{prompt.{1}}}; use it, or remove it");

    public static readonly DiagnosticDescriptor ExampleSource = Rule.Error(
        "ASY0227", Category, "Examples need a member that gives items", "'{0}' {1}; name a static property or method without parameters that gives items, or a slice");

    public static readonly DiagnosticDescriptor ExampleType = Rule.Error(
        "ASY0228", Category, "Examples must be of the type that their prompt takes", "'{0}' gives items of type {1}, and the prompt takes {2}");

    public static readonly DiagnosticDescriptor ExampleQuestion = Rule.Error(
        "ASY0229", Category, "Examples need the question that they answer", "Set Question, or give '{0}' a [User] message: nothing says how examples are asked");

    public static readonly DiagnosticDescriptor PartialWithoutPrompt = Rule.Error(
        "ASY0230", Category, "A partial method with messages must be a prompt", "Give '{0}' a [Prompt(\"{1}\")]: without it nobody writes its body");
}
