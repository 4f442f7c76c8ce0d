using System.Text.Json;
using Assay.Execution;
using Assay.Identity;
using Assay.Planning;

namespace Assay.Exchange;

/// <summary>Writes a line of an evaluation bundle.</summary>
/// <param name="run">The run.</param>
/// <param name="withItems">Whether items' contents may leave.</param>
internal sealed class EvaluationLine(PreparedRun run, bool withItems)
{
    /// <summary>Writes one object.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="key">The generation.</param>
    /// <param name="scores">What is asked of its output; all about one item.</param>
    public void Write(Utf8JsonWriter writer, Hash128 key, IReadOnlyList<AskedScore> scores)
    {
        var (place, context) = (scores[0].Place, scores[0].Context);
        var slice = run.Tasks[place.Task].Slice;
        var candidate = slice.CandidateOf(place.Ordinal);
        writer.WriteStartObject();
        writer.WriteString("key", key.ToString());
        CandidateJson.WritePlace(writer, slice, place.Ordinal);
        CandidateJson.WriteModel(writer, candidate.Model.Spec);
        CandidateJson.WriteMessages(writer, "messages", candidate.Prompt.Messages);
        writer.WriteString("output", context.Output.Text);
        if (context.Output.Logprobs.Count > 0)
        {
            writer.WritePropertyName("logprobs");
            LogprobJson.Write(writer, context.Output.Logprobs);
        }

        if (withItems)
            CandidateJson.WriteItem(writer, context.Item);
        writer.WriteStartArray("scores");
        foreach (var score in scores)
            Write(writer, score, run.Tasks[score.Place.Task].Slice);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AskedScore asked, PlannedSlice slice)
    {
        var planned = slice.Scores[asked.Column];
        writer.WriteStartObject();
        writer.WriteString("evaluation", asked.Evaluation.ToString());
        writer.WriteString("score", planned.Name);
        writer.WriteBoolean("higher_is_better", planned.Score.HigherIsBetter);
        writer.WriteString("metric", planned.Metric.Id);
        writer.WriteString("metric_identity", planned.Identity.ToString());
        if (planned.Metric.Config is { } config)
        {
            writer.WritePropertyName("config");
            writer.WriteRawValue(config.ToString(), skipInputValidation: true);
        }

        if (asked.Parse is { } parse)
        {
            writer.WriteString("parse", slice.Parses[planned.ParseIndex].Spec.Id);
            if (ParsedJson.TryWrite(asked.Context.Parsed, out var parsed))
            {
                writer.WritePropertyName("parsed");
                writer.WriteRawValue(parsed.Span, skipInputValidation: true);
            }

            writer.WriteString("parsed_text", parse.Text);
        }

        writer.WriteEndObject();
    }
}
