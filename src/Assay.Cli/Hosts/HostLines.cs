using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Errors;

namespace Assay.Cli.Hosts;

/// <summary>What the host of a built assembly said, see <c>docs/msbuild.md</c>.</summary>
/// <param name="other">Receives the lines that are output of user code.</param>
internal sealed class HostLines(Action<string> other)
{
    private readonly List<JsonObject> lines = [];

    /// <summary>Told of each line of the host as it comes; null for nobody.</summary>
    public Action<JsonObject>? Came { get; init; }

    /// <summary>The problems, as errors show them.</summary>
    public IReadOnlyList<Problem> Problems => [.. OfType("problem").Where(static line => (string?)line["severity"] != "warning").Select(static line => new Problem(new ErrorCode((string)line["code"]!), (string)line["message"]!)
    {
        File = (string?)line["file"],
        Line = (int?)line["line"],
        Column = (int?)line["column"],
    })];

    /// <summary>Takes a line of the process.</summary>
    public void Take(string text)
    {
        if (Parse(text) is not { } line)
        {
            other(text);
            return;
        }

        if ((string?)line["type"] != "progress")
            lines.Add(line);
        Came?.Invoke(line);
    }

    /// <summary>The lines of a type, in order, without their type.</summary>
    public IEnumerable<JsonObject> OfType(string type) => lines.Where(line => (string?)line["type"] == type);

    private static JsonObject? Parse(string text)
    {
        if (!text.StartsWith("{\"type\":", StringComparison.Ordinal))
            return null;
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
