using System.Text.Json;
using Assay.Errors;
using Assay.Exchange;
using Assay.Execution;
using Assay.Execution.Estimates;
using Assay.Sessions;

namespace Assay.Host;

/// <summary>Writes what happens as one JSON object a line, for the build task that started the process.</summary>
/// <param name="output">Receives the lines.</param>
internal sealed class JsonLines(TextWriter output) : IProgress<RunProgress>
{
    private readonly Lock gate = new();

    public void Report(RunProgress value) => Write("progress", writer =>
    {
        writer.WriteString("benchmark", value.Benchmark);
        writer.WriteString("slice", value.Slice);
        writer.WriteNumber("done", value.Done);
        writer.WriteNumber("total", value.Total);
        writer.WriteNumber("reused", value.Reused);
        writer.WriteNumber("failed", value.Failed);
        var now = value.Done - value.Reused;
        writer.WriteNumber("perSecond", value.Elapsed > TimeSpan.Zero && now > 0 ? Math.Round(now / value.Elapsed.TotalSeconds, 1) : 0);
        if (value.Waiting is not null)
            writer.WriteString("waiting", value.Waiting);
        if (value.InBatch > 0)
            writer.WriteNumber("inBatch", value.InBatch);
    });

    public void Plan(SlicePlan plan, string? cost) => Write("plan", writer =>
    {
        writer.WriteString("benchmark", plan.Benchmark);
        writer.WriteString("slice", plan.Slice);
        writer.WriteNumber("trials", plan.Trials);
        writer.WriteNumber("candidates", plan.Candidates);
        writer.WriteNumber("done", plan.Complete);
        writer.WriteNumber("missing", plan.ToGenerate);
        writer.WriteNumber("toScore", plan.ToScore);
        writer.WriteNumber("paidMissing", plan.PaidMissing);
        writer.WriteNumber("recorded", plan.Recorded);
        if (cost is not null)
            writer.WriteString("cost", cost);
        writer.WriteStartArray("changes");
        foreach (var change in plan.Changes)
            writer.WriteStringValue(change.ToString());
        writer.WriteEndArray();
    });

    public void Pruned(int answers) => Write("pruned", writer => writer.WriteNumber("answers", answers));

    public void Imported(ImportSummary summary) => Write("imported", writer =>
    {
        writer.WriteString("run", summary.RunId.ToString());
        writer.WriteNumber("imported", summary.Imported);
        writer.WriteNumber("failed", summary.Failed);
        writer.WriteNumber("alreadyThere", summary.AlreadyThere);
        writer.WriteNumber("differing", summary.Differing);
    });

    public void Estimate(string slice, RunEstimate estimate) => Write("estimate", writer =>
    {
        writer.WriteString("benchmark", estimate.Name);
        writer.WriteString("slice", slice);
        writer.WriteNumber("trials", estimate.Trials);
        writer.WriteNumber("candidates", estimate.Generation.Total);
        writer.WriteNumber("done", estimate.Generation.Done);
        writer.WriteStartArray("models");
        foreach (var model in estimate.Models)
        {
            writer.WriteStartObject();
            writer.WriteString("model", model.Model);
            writer.WriteBoolean("paid", model.IsPaid);
            Tokens(writer, "missing", model.Missing);
            Tokens(writer, "whole", model.Whole);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (var note in estimate.Notes)
            writer.WriteStringValue(note);
        writer.WriteEndArray();
    });

    public void Problem(Problem problem, bool isWarning = false) => Write("problem", writer =>
    {
        writer.WriteString("severity", isWarning ? "warning" : "error");
        writer.WriteString("code", problem.Code.Value);
        if (problem.File is not null)
            writer.WriteString("file", problem.File);
        if (problem.Line is { } line)
            writer.WriteNumber("line", line);
        if (problem.Column is { } column)
            writer.WriteNumber("column", column);
        writer.WriteString("message", problem.Path is null ? problem.Message : $"{problem.Path}: {problem.Message}");
    });

    public void Outcome(SliceOutcome outcome, string? file, int line) => Write("outcome", writer =>
    {
        writer.WriteString("benchmark", outcome.Benchmark);
        writer.WriteString("slice", outcome.Slice);
        writer.WriteString("verdict", outcome.Kind switch
        {
            OutcomeKind.Passed => "passed",
            OutcomeKind.Improved => "improved",
            OutcomeKind.Accepted => "accepted",
            OutcomeKind.Inconclusive => "skipped",
            _ => "failed",
        });
        writer.WriteString("message", outcome.Message);
        if (file is not null)
            writer.WriteString("file", file);
        if (line > 0)
            writer.WriteNumber("line", line);
    });

    public void Summary(long trials, long generated, long reused, long failed, TimeSpan elapsed) => Write("summary", writer =>
    {
        writer.WriteNumber("trials", trials);
        writer.WriteNumber("generated", generated);
        writer.WriteNumber("reused", reused);
        writer.WriteNumber("failed", failed);
        writer.WriteNumber("elapsedMs", (long)elapsed.TotalMilliseconds);
    });

    private static void Tokens(Utf8JsonWriter writer, string name, TokenEstimate tokens)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("calls", tokens.Generations);
        writer.WriteNumber("promptTokens", tokens.PromptTokens);
        if (tokens.CompletionTokens is { } completion)
            writer.WriteNumber("completionTokens", completion);
        if (tokens.Cost is { } cost)
            writer.WriteNumber("cost", cost);
        writer.WriteEndObject();
    }

    private void Write(string type, Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            members(writer);
            writer.WriteEndObject();
        }

        lock (gate)
        {
            output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
            output.Flush();
        }
    }
}
