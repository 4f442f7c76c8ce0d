using Assay.Specs;

namespace Assay.Results;

/// <summary>What the generations of one model, asked in one way, took in a slice.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Prompt">The prompt variant's id; empty where the task has none.</param>
/// <param name="Params">The set of params as short JSON; empty where the experiment has one set only.</param>
/// <param name="Measure">What was measured.</param>
/// <param name="Value">The figure in the measure's unit.</param>
public sealed record MeasuredFigure(string Model, string Prompt, string Params, LimitMeasure Measure, double Value);
