using System.Text.Json;
using Assay.Contracts;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>How a metric or a judge is asked as an evaluator.</summary>
public sealed record AssayEvaluatorOptions
{
    /// <summary>The name of the evaluator's metric; null, the default, takes the id of the metric or judge.</summary>
    public string? Name { get; init; }

    /// <summary>The metric's settings; null, the default, for none.</summary>
    public JsonElement? Config { get; init; }

    /// <summary>The judges that the metric's settings name, by id; none by default.</summary>
    public IReadOnlyDictionary<string, IJudge> Judges { get; init; } = new Dictionary<string, IJudge>();

    /// <summary>
    /// The item of a conversation; by default an object with <c>question</c>, the user's last words, <c>messages</c> with role and text of
    /// each, and the text of every additional context under its name.
    /// </summary>
    public Func<IReadOnlyList<ChatMessage>, IReadOnlyList<EvaluationContext>, Item> ToItem { get; init; } = EvaluatedItems.Of;

    /// <summary>Reads a value from the answer, for metrics that score one; null, the default, gives them none.</summary>
    public Func<ChatResponse, object?>? Parse { get; init; }

    /// <summary>What a judge goes by; null, the default, leaves it to the judge.</summary>
    public string? Criteria { get; init; }

    /// <summary>The name of the additional context that holds a good answer for a judge; <c>reference</c> by default. Without such a context it has none.</summary>
    public string Reference { get; init; } = "reference";

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Says what a score means; null, the default, says nothing.</summary>
    public Func<double, EvaluationMetricInterpretation?>? Interpret { get; init; }
}
