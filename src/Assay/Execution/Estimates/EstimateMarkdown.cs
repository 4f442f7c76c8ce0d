using System.Globalization;
using System.Text;
using Assay.Text;

namespace Assay.Execution.Estimates;

/// <summary>Writes an estimate for people.</summary>
internal static class EstimateMarkdown
{
    /// <summary>The estimate as Markdown.</summary>
    public static string Write(RunEstimate estimate)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Estimate of {MarkdownTable.Escape(estimate.Name)} ({estimate.RunId.Short})\n\n");
        var matrix = new MarkdownTable("task", "models", "prompts", "params", "items", "samples", "candidates");
        foreach (var task in estimate.Tasks)
            matrix.Add(task.Task, Count(task.Models), Count(task.Prompts), Count(task.Params), Count(task.Items), Count(task.Samples), Count(task.Candidates));
        matrix.WriteTo(text);
        new MarkdownTable("stage", "total", "done", "to do")
            .Add("generation", Count(estimate.Generation.Total), Count(estimate.Generation.Done), Count(estimate.Generation.ToDo))
            .Add("transform", Count(estimate.Transform.Total), Count(estimate.Transform.Done), Count(estimate.Transform.ToDo))
            .Add("evaluation", Count(estimate.Evaluation.Total), Count(estimate.Evaluation.Done), Count(estimate.Evaluation.ToDo))
            .WriteTo(text);
        var models = new MarkdownTable("model", "to generate", "prompt tokens", "completion tokens", "cost", "cost of all", "tokens by", "completions by");
        foreach (var model in estimate.Models)
            models.Add(model.Model, Count(model.Missing.Generations), Count(model.Missing.PromptTokens), Count(model.Missing.CompletionTokens), Cost(model.Missing.Cost), Cost(model.Whole.Cost), Name(model.Method), Name(model.Basis));
        models.WriteTo(text);
        if (estimate.Judges.Count > 0)
        {
            var judges = new MarkdownTable("judges' model", "to ask", "prompt tokens", "completion tokens", "cost", "cost of all");
            foreach (var model in estimate.Judges)
                judges.Add(model.Model, Count(model.Missing.Generations), Count(model.Missing.PromptTokens), Count(model.Missing.CompletionTokens), Cost(model.Missing.Cost), Cost(model.Whole.Cost));
            judges.WriteTo(text);
        }

        text.Append(CultureInfo.InvariantCulture, $"Cost of what is missing: {Cost(estimate.Cost)}\n");
        foreach (var note in estimate.Notes)
            text.Append("\n- ").Append(MarkdownTable.Escape(note));
        return text.Append(estimate.Notes.Count == 0 ? "" : "\n").ToString();
    }

    /// <summary>A cost in the project's currency: two decimals, or two significant digits below one.</summary>
    public static string Cost(double? cost) => cost switch
    {
        null => "unknown",
        0 => "0",
        < 1 => cost.Value.ToString("G2", CultureInfo.InvariantCulture),
        _ => cost.Value.ToString("N2", CultureInfo.InvariantCulture),
    };

    private static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Name<T>(T value)
        where T : struct, Enum => value switch
        {
            TokenMethod.None or CompletionBasis.None => "",
            CompletionBasis.MaxTokens => "longest allowed",
            CompletionBasis.Stored => "stored mean",
            TokenMethod.Characters => "characters / 4",
            _ => value.ToString().ToLowerInvariant(),
        };
}
