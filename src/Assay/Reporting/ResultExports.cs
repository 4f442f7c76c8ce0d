using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Exchange;
using Assay.Results;
using CsvHelper;

namespace Assay.Reporting;

/// <summary>
/// Writes results as they stand in the store, in the order of the plan, candidate by candidate: nothing is gathered in memory. The same results
/// give the same bytes on every machine and in every culture. <c>docs/results.md</c> lists columns and members.
/// </summary>
public static class ResultExports
{
    private const int FlushAt = 64 * 1024;

    /// <summary>The format of JSON documents: their first member says so.</summary>
    public const string JsonFormat = "assay.results/1";

    private static readonly string[] ScoreColumns = ["slice", "item", "model", "prompt", "params", "sample", "metric", "value", "failure", "trial", "candidate"];

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes the scores as CSV: a header line, then a line per candidate and score. The columns are <c>slice</c>, <c>item</c>, <c>model</c>, <c>prompt</c>, <c>params</c>, <c>sample</c>,
    /// <c>metric</c>, <c>value</c>, <c>failure</c>, <c>trial</c>, <c>candidate</c>. Texts that a spreadsheet would run are led by an apostrophe.
    /// </summary>
    /// <param name="result">The results.</param>
    /// <param name="target">Receives the text; it is flushed and not closed.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public static async Task WriteScoresCsvAsync(this RunResult result, TextWriter target, CancellationToken cancellationToken = default)
    {
        await using var csv = CsvText.Over(target);
        await WriteScoresAsync(result, csv, cancellationToken);
    }

    /// <summary>Writes the scores as CSV in UTF-8 without a byte order mark.</summary>
    /// <param name="result">The results.</param>
    /// <param name="target">Receives the bytes; it is not closed.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <inheritdoc cref="WriteScoresCsvAsync(RunResult, TextWriter, CancellationToken)" path="/exception"/>
    public static async Task WriteScoresCsvAsync(this RunResult result, Stream target, CancellationToken cancellationToken = default)
    {
        await using var csv = CsvText.Over(target);
        await WriteScoresAsync(result, csv, cancellationToken);
    }

    /// <summary>Writes one JSON object per line and candidate, in UTF-8 with line feeds.</summary>
    /// <param name="result">The results.</param>
    /// <param name="target">Receives the bytes; it is not closed.</param>
    /// <param name="options">What is written; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="Errors.StoreException">The store cannot be read.</exception>
    public static async Task WriteJsonLinesAsync(this RunResult result, Stream target, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var lines = new JsonLineWriter(target);
        await foreach (var (candidate, output) in CandidateExport.ReadAsync(result, options?.IncludeOutputs == true, cancellationToken))
            await lines.WriteAsync(json => CandidateLine.Write(json, candidate, output), cancellationToken);
        await lines.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Writes one JSON document in UTF-8: <c>format</c> (<see cref="JsonFormat"/>), <c>run</c>, <c>experiment</c>, <c>state</c>, <c>candidates</c> as in the lines of
    /// <see cref="WriteJsonLinesAsync"/>, and <c>totals</c>.
    /// </summary>
    /// <inheritdoc cref="WriteJsonLinesAsync" path="/param|/exception"/>
    public static async Task WriteJsonAsync(this RunResult result, Stream target, ExportOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var json = new Utf8JsonWriter(target, Json);
        json.WriteStartObject();
        SummaryJson.WriteHead(json, JsonFormat, result);
        json.WriteStartArray("candidates");
        await foreach (var (candidate, output) in CandidateExport.ReadAsync(result, options?.IncludeOutputs == true, cancellationToken))
        {
            CandidateLine.Write(json, candidate, output);
            if (json.BytesPending >= FlushAt)
                await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        SummaryJson.WriteTotals(json, await result.TotalsAsync(cancellationToken));
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
    }

    /// <summary>Writes a summary in Markdown: totals, aggregates, and a leaderboard for each metric.</summary>
    /// <param name="result">The results.</param>
    /// <param name="target">Receives the text; it is flushed and not closed.</param>
    /// <param name="options">Groups, reduction, level; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Errors.AssayException">As of <see cref="RunResult.AggregateAsync"/> and <see cref="RunResult.LeaderboardAsync"/>.</exception>
    public static async Task WriteMarkdownAsync(this RunResult result, TextWriter target, ArtifactOptions? options = null, CancellationToken cancellationToken = default)
    {
        var summary = await ResultSummary.ReadAsync(result, options ?? new ArtifactOptions(), cancellationToken);
        await target.WriteAsync(SummaryMarkdown.Of(summary).AsMemory(), cancellationToken);
        await target.FlushAsync(cancellationToken);
    }

    private static async Task WriteScoresAsync(RunResult result, CsvWriter csv, CancellationToken cancellationToken)
    {
        foreach (var column in ScoreColumns)
            csv.WriteField(column);
        await csv.EndRecordAsync(cancellationToken);
        await foreach (var candidate in result.CandidatesAsync(cancellationToken))
        {
            foreach (var (metric, score) in candidate.Scores)
            {
                csv.WriteText(candidate.Slice);
                csv.WriteText(candidate.ItemId);
                csv.WriteText(candidate.Model);
                csv.WriteText(candidate.Prompt);
                csv.WriteText(candidate.Params);
                csv.WriteNumber(candidate.Sample);
                csv.WriteText(metric);
                csv.WriteNumber(score.Value);
                csv.WriteText(score.Failure?.Value ?? "");
                csv.WriteField(candidate.TrialId.ToString());
                csv.WriteField(candidate.Id.ToString());
                await csv.EndRecordAsync(cancellationToken);
            }
        }

        await csv.FlushAsync(cancellationToken);
    }
}
