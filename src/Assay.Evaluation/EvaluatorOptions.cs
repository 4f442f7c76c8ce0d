using Assay.Contracts;
using Assay.Specs;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace Assay.Evaluation;

/// <summary>How an evaluator is asked about a candidate, and how what it finds becomes scores.</summary>
public sealed record EvaluatorOptions
{
    /// <summary>The version, which is part of every score's identity beside the evaluator's type and its assembly's version: raise it when what is asked changes; <c>1</c> by default.</summary>
    public string Version { get; init; } = "1";

    /// <summary>The conversation that the output answers; by default the item as JSON, said by the user.</summary>
    public Func<MetricContext, IEnumerable<ChatMessage>> Messages { get; init; } = static context => [new ChatMessage(ChatRole.User, System.Text.Encoding.UTF8.GetString(context.Item.Json.Span))];

    /// <summary>What else the evaluator needs, such as a grounding context; nothing by default.</summary>
    public Func<MetricContext, IEnumerable<EvaluationContext>> Context { get; init; } = static _ => [];

    /// <summary>
    /// The model that the evaluator asks, by an engine of the run: its answers are stored, recorded and replayed, and count against the
    /// budget, like those of any judge. Null, the default, for an evaluator that asks nobody or has <see cref="Chat"/>.
    /// </summary>
    public ModelSpec? Model { get; init; }

    /// <summary>With what <see cref="Model"/> is asked, where the evaluator does not say; the model's defaults by default.</summary>
    public InferenceParams Params { get; init; } = new();

    /// <summary>A client of your own that the evaluator asks, in place of <see cref="Model"/>; nothing of it is stored but the scores. Null, the default, for none.</summary>
    public ChatConfiguration? Chat { get; init; }

    /// <summary>Whether asking costs money, so that it is done in <c>Run</c> mode alone; by default where there is a <see cref="Chat"/>. A <see cref="Model"/>'s engine says it itself.</summary>
    public bool? IsPaid { get; init; }

    /// <summary>The names of the evaluator's metrics; null, the default, takes those that it says it has.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>The score of each word of metrics that are words; a word without one has the score of its rating, see <see cref="MetricReading"/>. Empty by default.</summary>
    public IReadOnlyDictionary<string, double> Words { get; init; } = new Dictionary<string, double>();
}
