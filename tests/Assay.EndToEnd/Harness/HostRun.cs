using System.Text.Json;

namespace Assay.EndToEnd.Harness;

/// <summary>What the host reported: the JSON lines that the build reads.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Text">What it printed on both streams.</param>
internal sealed record HostRun(int ExitCode, string Text)
{
    /// <summary>What the whole run did.</summary>
    public RunNumbers Numbers
    {
        get
        {
            var summary = Summary();
            return new RunNumbers(Number(summary, "trials"), Number(summary, "generated"), Number(summary, "reused"), Number(summary, "failed"));
        }
    }

    /// <summary>How long planning, running, comparing and writing took within the host.</summary>
    public long ElapsedMilliseconds => Number(Summary(), "elapsedMs");

    /// <summary>The lines of one type.</summary>
    public IReadOnlyList<JsonElement> Lines(string type) => [.. Text.Split('\n')
        .Where(line => line.StartsWith($$"""{"type":"{{type}}",""", StringComparison.Ordinal))
        .Select(static line => JsonElement.Parse(line))];

    private static long Number(JsonElement line, string name) => line.GetProperty(name).GetInt64();

    private JsonElement Summary()
    {
        var lines = Lines("summary");
        Assert.True(lines.Count == 1, Text);
        return lines[0];
    }
}
