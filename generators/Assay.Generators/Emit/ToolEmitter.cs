using System.Globalization;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the registration of tools with what models are told of them.</summary>
internal static class ToolEmitter
{
    public static string Emit(ToolModel tool)
    {
        var spec = $"new global::Assay.Specs.ToolSpec({Literal.Quote(tool.Id)}, {Literal.Quote(tool.Description)})" + SpecEmitter.Settings(
            ("InputSchema", tool.Schema is null ? null : $"global::Assay.Specs.JsonValue.Parse({Literal.Quote(tool.Schema)})"));
        return $".Add(\n    {spec},\n    new global::Assay.Contracts.FunctionToolHandler({Literal.Quote(tool.Id)}, {Literal.Quote(tool.Version)},\n        {Lambda(tool)}))";
    }

    private static string Lambda(ToolModel tool)
    {
        var parameters = $"({(tool.UsesArguments ? "arguments" : "_")}, {(tool.UsesRequest ? "request" : "_")}, {(tool.UsesToken ? "cancellationToken" : "_")})";
        if (tool.Form == ReturnForm.Value)
            return $"static {parameters} => new({Text(tool, tool.Call)})";
        if (tool.Text != "{0}")
            return $"static async {parameters} => {Text(tool, $"(await {tool.Call}.ConfigureAwait(false))")}";
        return $"static {parameters} => {(tool.Form == ReturnForm.Task ? $"new({tool.Call})" : tool.Call)}";
    }

    private static string Text(ToolModel tool, string value) => string.Format(CultureInfo.InvariantCulture, tool.Text, value);
}
