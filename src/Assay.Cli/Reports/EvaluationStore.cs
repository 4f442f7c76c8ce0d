using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Cli.Reading;
using Assay.Snapshots;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Cli.Reports;

/// <summary>
/// Writes candidates as the result store on disk of Microsoft.Extensions.AI.Evaluation has them (format version 1), for its own reports:
/// <c>results/EXECUTION/SCENARIO/ITERATION.json</c>. A scenario is a slice under one model, prompt and set of params, its iterations are the items.
/// </summary>
/// <param name="storage">The store that is read.</param>
/// <param name="folder">The folder that holds <c>results</c>.</param>
internal sealed class EvaluationStore(StorageBundle storage, string folder)
{
    private const int FormatVersion = 1;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the candidates of a run that have a generation, each into a file of its own; files of equal names are replaced.</summary>
    /// <param name="view">The run.</param>
    /// <param name="execution">What the execution is called.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <returns>How many were written.</returns>
    public async Task<int> WriteAsync(RunView view, string execution, CancellationToken cancellationToken)
    {
        var binary = view.Scores.Where(score => view.Candidates.Where(row => row.Plan.Slice == score.Slice).All(row => !row.Scores.TryGetValue(score.Name, out var value) || value.Value is null or 0 or 1))
            .Select(static score => (score.Slice, score.Name)).ToHashSet();
        var count = 0;
        foreach (var rows in view.Candidates.Where(static row => row.Generation.Id != 0).Chunk(StorePages.Size))
        {
            var page = await CandidateTexts.ReadAsync(storage, rows, cancellationToken);
            foreach (var row in rows)
            {
                if (page.Generations.GetValueOrDefault(row.Generation.Id) is not { } details)
                    continue;
                var scenario = SnapshotName.Of(string.Join('.', new[] { view.Run.Benchmark, row.Plan.Slice, row.Model, row.Prompt, row.Params }.Where(static part => part.Length > 0)));
                var iteration = SnapshotName.Of(row.Plan.Samples > 1 ? string.Create(CultureInfo.InvariantCulture, $"{row.Item}.{row.Sample}") : row.Item);
                var path = Path.Combine(folder, "results", execution, scenario, iteration + ".json");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await using var file = File.Create(path);
                await using var json = new Utf8JsonWriter(file, Indented);
                Write(json, view, row, (scenario, iteration, execution), details, page.Outputs.GetValueOrDefault(row.Generation.Id), page.Items.GetValueOrDefault(row.ItemRow), binary);
                count++;
            }
        }

        return count;
    }

    /// <summary>What an execution is called: the time when its run began, so that names sort by time.</summary>
    public static string NameOf(RunView view) => view.Run.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);

    private static void Write(
        Utf8JsonWriter json, RunView view, CandidateRow row, (string Scenario, string Iteration, string Execution) name, GenerationDetails details, string? output, string? item, HashSet<(string Slice, string Name)> binary)
    {
        json.WriteStartObject();
        json.WriteString("scenarioName", name.Scenario);
        json.WriteString("iterationName", name.Iteration);
        json.WriteString("executionName", name.Execution);
        json.WriteString("creationTime", details.Started.UtcDateTime);
        json.WriteStartArray("messages");
        var prompt = row.Plan.Task.Prompts.FirstOrDefault(prompt => prompt.Id == row.Prompt);
        foreach (var message in prompt?.Messages ?? [])
            EvaluationMessages.Write(json, new TurnRecord(0, message.Role, FilledPrompt.Of(message.Content ?? "", item)));
        json.WriteEndArray();
        json.WriteStartObject("modelResponse");
        json.WriteStartArray("messages");
        foreach (var turn in details.Turns)
            EvaluationMessages.Write(json, turn);
        if (output is not null && (details.Turns.Count == 0 || details.Turns[^1].Text != output))
            EvaluationMessages.Write(json, new TurnRecord(0, MessageRole.Assistant, output));
        json.WriteEndArray();
        json.WriteString("modelId", details.ModelVersion ?? row.Model);
        json.WriteString("createdAt", details.Started);
        WriteUsage(json, details);
        json.WriteEndObject();
        json.WriteStartObject("evaluationResult");
        json.WriteStartObject("metrics");
        foreach (var score in view.Scores.Where(score => score.Slice == row.Plan.Slice))
            WriteMetric(json, score, row, binary.Contains((score.Slice, score.Name)), details);
        json.WriteEndObject();
        json.WriteEndObject();
        WriteDetails(json, row, details);
        json.WriteStartArray("tags");
        foreach (var tag in new[] { view.Run.Benchmark, row.Plan.Slice, row.Model, row.Prompt, row.Params }.Concat(row.Plan.Task.Dimensions.Select(static one => $"{one.Key}={one.Value}")).Where(static tag => tag.Length > 0))
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WriteNumber("formatVersion", FormatVersion);
        json.WriteEndObject();
    }

    /// <summary>A score as a number; one that is 0 or 1 throughout its slice is also good or unacceptable.</summary>
    private static void WriteMetric(Utf8JsonWriter json, ScoreInfo score, CandidateRow row, bool isBinary, GenerationDetails details)
    {
        var exists = row.Scores.TryGetValue(score.Name, out var value);
        json.WriteStartObject(score.Name);
        json.WriteString("$type", "numeric");
        if (exists && value.Value is { } number && double.IsFinite(number))
            json.WriteNumber("value", number);
        json.WriteString("name", score.Name);
        if (exists && value.Explanation is { Length: > 0 } explanation)
            json.WriteString("reason", explanation);
        if (isBinary && exists && value.Value is { } verdict)
        {
            var isGood = verdict == 1 == score.HigherIsBetter;
            json.WriteStartObject("interpretation");
            json.WriteString("rating", isGood ? "good" : "unacceptable");
            json.WriteBoolean("failed", !isGood);
            json.WriteEndObject();
        }

        json.WriteStartArray("diagnostics");
        if ((exists ? value.Failure : details.Failure) is { } failure)
        {
            json.WriteStartObject();
            json.WriteString("severity", "error");
            json.WriteString("message", exists ? $"{failure}" : $"{failure}: {details.FailureMessage}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter json, CandidateRow row, GenerationDetails details)
    {
        json.WriteStartObject("chatDetails");
        json.WriteStartArray("turnDetails");
        json.WriteStartObject();
        json.WriteNumber("latency", details.Duration.TotalSeconds);
        json.WriteString("model", details.ModelVersion ?? row.Model);
        WriteUsage(json, details);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, GenerationDetails details)
    {
        if (details.InputTokens is null && details.OutputTokens is null)
            return;
        json.WriteStartObject("usage");
        if (details.InputTokens is { } read)
            json.WriteNumber("inputTokenCount", read);
        if (details.OutputTokens is { } written)
            json.WriteNumber("outputTokenCount", written);
        json.WriteNumber("totalTokenCount", (details.InputTokens ?? 0) + (details.OutputTokens ?? 0));
        json.WriteEndObject();
    }
}
