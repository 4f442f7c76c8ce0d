using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Errors;
using Assay.Results;

namespace Assay.Reporting;

/// <summary>Writes a run's results as files.</summary>
public static class ResultArtifacts
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>
    /// Writes <c>results.jsonl</c> (candidates), <c>scores.csv</c>, <c>summary.json</c>, <c>summary.md</c> and, last, <c>manifest.json</c> with the size and content hash of
    /// each. All are written under other names first; when that has succeeded the old manifest is removed, the files are put in place, and the new manifest closes
    /// the set. So a folder with a manifest holds one whole set of files, and other files in it are left alone.
    /// </summary>
    /// <param name="result">The results.</param>
    /// <param name="directory">The folder; made when it is absent.</param>
    /// <param name="options">What is written; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the writing; then the folder is as it was before.</param>
    /// <exception cref="AssayException">
    /// A file cannot be written (<see cref="ErrorCode.ExportUnwritable"/>); or as of <see cref="RunResult.AggregateAsync"/> and <see cref="RunResult.LeaderboardAsync"/>.
    /// </exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public static async Task<ArtifactManifest> PersistArtifactsAsync(this RunResult result, string directory, ArtifactOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ArtifactOptions();
        using var folder = ArtifactFolder.Open(directory);
        var summary = await ResultSummary.ReadAsync(result, options, cancellationToken);
        await folder.WriteAsync("results.jsonl", stream => result.WriteJsonLinesAsync(stream, new ExportOptions { IncludeOutputs = options.IncludeOutputs }, cancellationToken));
        await folder.WriteAsync("scores.csv", stream => result.WriteScoresCsvAsync(stream, cancellationToken));
        await folder.WriteAsync("summary.json", stream => WriteJsonAsync(stream, json => SummaryJson.Write(json, summary), cancellationToken));
        await folder.WriteAsync("summary.md", async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(SummaryMarkdown.Of(summary)), cancellationToken));

        var manifest = new ArtifactManifest(result.RunId, result.ExperimentId, folder.Files);
        await folder.WriteAsync(ArtifactManifest.FileName, stream => WriteJsonAsync(stream, json => Write(json, manifest), cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        folder.Publish(ArtifactManifest.FileName);
        return manifest;
    }

    private static async Task WriteJsonAsync(Stream stream, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream, Json);
        write(json);
        await json.FlushAsync(cancellationToken);
        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static void Write(Utf8JsonWriter json, ArtifactManifest manifest)
    {
        json.WriteStartObject();
        json.WriteString("format", "assay.artifacts/1");
        json.WriteString("run", manifest.RunId.ToString());
        json.WriteString("experiment", manifest.ExperimentId);
        json.WriteStartArray("files");
        foreach (var file in manifest.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteNumber("bytes", file.Bytes);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
