using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Reporting;

namespace Assay.Cli.Terminal;

/// <summary>Makes JSON of what commands show.</summary>
internal static class JsonText
{
    /// <summary>A table as an array of one object per row.</summary>
    public static JsonArray ToJson(this ReportTable table)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            table.WriteJson(json);
        return JsonNode.Parse(buffer.ToArray())!.AsArray();
    }
}
