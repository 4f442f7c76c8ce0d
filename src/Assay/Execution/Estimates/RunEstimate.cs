using Assay.Identity;
using Assay.Specs;

namespace Assay.Execution.Estimates;

/// <summary>What a run would take. Made without calling an engine.</summary>
public sealed class RunEstimate
{
    /// <summary>The run's identity.</summary>
    public required Hash128 RunId { get; init; }

    /// <summary>The benchmark's or experiment's id.</summary>
    public required string Name { get; init; }

    /// <summary>The matrix of each task, in order.</summary>
    public required ValueList<TaskMatrix> Tasks { get; init; }

    /// <summary>The generations: one piece of work per candidate.</summary>
    public required StageEstimate Generation { get; init; }

    /// <summary>The parses: one piece of work per candidate and parse.</summary>
    public required StageEstimate Transform { get; init; }

    /// <summary>The scores: one piece of work per candidate and metric.</summary>
    public required StageEstimate Evaluation { get; init; }

    /// <summary>What it takes of each model, in the order of the spec.</summary>
    public required ValueList<ModelEstimate> Models { get; init; }

    /// <summary>What it takes of each model that judges ask, each call of which counts as a generation: at most, for answers that are stored or recorded are not left out. Empty by default.</summary>
    public ValueList<ModelEstimate> Judges { get; init; } = [];

    /// <summary>What the reader should know: how figures came about, and what they leave out. One sentence each.</summary>
    public required ValueList<string> Notes { get; init; }

    /// <summary>How many trials there are.</summary>
    public long Trials => Tasks.Sum(static task => task.Trials);

    /// <summary>What is missing, over all models.</summary>
    public TokenEstimate Missing => Models.Aggregate(TokenEstimate.None, static (sum, model) => sum + model.Missing);

    /// <summary>All of it, over all models, as if nothing were stored.</summary>
    public TokenEstimate Whole => Models.Aggregate(TokenEstimate.None, static (sum, model) => sum + model.Whole);

    /// <summary>What judges are still to be asked, over all models.</summary>
    public TokenEstimate MissingVerdicts => Judges.Aggregate(TokenEstimate.None, static (sum, model) => sum + model.Missing);

    /// <summary>What the missing generations and verdicts cost, in the project's currency; null when a model that is needed has no price or no known length.</summary>
    public double? Cost => Missing.Cost + MissingVerdicts.Cost;

    /// <summary>The estimate for people, as Markdown with line feeds.</summary>
    public string ToMarkdown() => EstimateMarkdown.Write(this);
}
