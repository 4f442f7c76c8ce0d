using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Errors;

namespace Assay.Cli.Reports;

/// <summary>Reads what the sessions of tests left.</summary>
internal static class OutcomeReader
{
    /// <summary>The outcomes below a folder, ordinal by benchmark and slice; none where there are none.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: a file is no outcome.</exception>
    public static async Task<IReadOnlyList<Outcome>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var outcomes = new List<Outcome>();
        if (!Directory.Exists(folder))
            return outcomes;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories))
            outcomes.Add(Parse(file, await File.ReadAllTextAsync(file, cancellationToken)));
        return [.. outcomes.OrderBy(static outcome => outcome.Benchmark, StringComparer.Ordinal).ThenBy(static outcome => outcome.Slice, StringComparer.Ordinal)];
    }

    private static Outcome Parse(string file, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject json && (string?)json["format"] == "assay-outcome/1")
                return new Outcome((string)json["benchmark"]!, (string)json["slice"]!, (string)json["kind"]!, (string?)json["verdict"], (string)json["message"]!, (string?)json["file"], (int)json["line"]!, json);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            // It is told below.
        }

        throw new AssayException(new Problem(ErrorCode.OptionInvalid, "The file is no outcome of a test; delete it, and run the tests again.") { File = file });
    }
}
