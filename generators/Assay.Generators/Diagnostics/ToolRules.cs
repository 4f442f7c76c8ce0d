using Microsoft.CodeAnalysis;

namespace Assay.Generators.Diagnostics;

/// <summary>ASY0801 to ASY0849: tools, and the slices that give them to models.</summary>
internal static class ToolRules
{
    private const string Category = "Assay.Tool";

    public static readonly DiagnosticDescriptor Signature = Rule.Error(
        "ASY0801", Category, "A tool's method has another form than it must", "Let '{0}' take texts, numbers, truth values, enums, dates, lists or records of these, and return a text, number, truth value or JsonElement, also as a task: {1}");

    public static readonly DiagnosticDescriptor Duplicate = Rule.Error(
        "ASY0802", Category, "A tool's id must be unique", "The id '{0}' is another tool's too; give one of them another");

    public static readonly DiagnosticDescriptor NoDescription = Rule.Error(
        "ASY0803", Category, "A tool needs a description", "Say what '{0}' does: the model chooses by it");

    public static readonly DiagnosticDescriptor Unknown = Rule.Warning(
        "ASY0804", Category, "A slice probably means another tool", "No [Tool] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor Unused = Rule.Warning(
        "ASY0805", Category, "A tool is given to no model", "No slice names the tool '{0}' in Tools; name it, or remove it");

    public static readonly DiagnosticDescriptor ServerSignature = Rule.Error(
        "ASY0806", Category, "An MCP server's property has another form than it must", "Let '{0}' be a static property that gives an IToolServer: {1}");

    public static readonly DiagnosticDescriptor ServerDuplicate = Rule.Error(
        "ASY0807", Category, "An MCP server's id must be unique", "The id '{0}' is another MCP server's too; give one of them another");

    public static readonly DiagnosticDescriptor UnknownServer = Rule.Warning(
        "ASY0808", Category, "A slice probably means another MCP server", "No [McpServer] of this class has the id '{0}'{1}");

    public static readonly DiagnosticDescriptor UnusedServer = Rule.Warning(
        "ASY0809", Category, "An MCP server is given to no model", "No slice names the MCP server '{0}' in McpServers; name it, or remove it");
}
