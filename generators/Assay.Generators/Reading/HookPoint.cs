using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>A point at which hooks run.</summary>
/// <param name="Attribute">The attribute that names it.</param>
/// <param name="Name">The member of <c>FunctionHook</c>.</param>
/// <param name="Context">The type of what it is given.</param>
/// <param name="Item">The access to the item.</param>
/// <param name="Sources">Types that a method may take, with the access to each.</param>
/// <param name="Effects">Types that a method may return, with what takes the value over.</param>
internal sealed record HookPoint(
    string Attribute,
    string Name,
    string Context,
    string Item,
    IReadOnlyList<(string Role, string Type, string Access)> Sources,
    IReadOnlyList<(string Type, string Effect)> Effects)
{
    private static readonly HookPoint[] All =
    [
        new("BeforeInferenceAttribute", "BeforeInference", "InferenceHookContext", "context.Request.Item.Value",
            [(Source.Request, "Contracts.EngineRequest", "context.Request"), (Source.Prompt, "Prompt", "context.Request.Prompt")],
            [("Contracts.EngineRequest", "context.Request = {0}"), ("Prompt", "context.Request = context.Request with {{ Prompt = {0} }}")]),
        new("AfterInferenceAttribute", "AfterInference", "InferenceHookContext", "context.Request.Item.Value",
            [("the output", "Output", "context.Output!"), (Source.Request, "Contracts.EngineRequest", "context.Request"), (Source.Prompt, "Prompt", "context.Request.Prompt")],
            [("Output", "context.Output = {0}"), ("", "context.Output = context.Output! with {{ Text = {0} }}")]),
        new("BeforeParseAttribute", "BeforeExtraction", "ExtractionHookContext", "context.Item.Value",
            [("the output", "Output", "context.Output")],
            [("Output", "context.Output = {0}"), ("", "context.Output = context.Output with {{ Text = {0} }}")]),
        new("AfterParseAttribute", "AfterExtraction", "ExtractionHookContext", "context.Item.Value",
            [("the extraction", "Contracts.Extraction", "context.Extraction"), ("the output", "Output", "context.Output")],
            [("Contracts.Extraction", "context.Extraction = {0}")]),
        new("BeforeScoreAttribute", "BeforeEvaluation", "EvaluationHookContext", "context.Metric.Item.Value",
            [("what the metric reads", "Contracts.MetricContext", "context.Metric"), ("the output", "Output", "context.Metric.Output")],
            [("Contracts.MetricContext", "context.Metric = {0}"), ("Output", "context.Metric = context.Metric with {{ Output = {0} }}")]),
        new("AfterScoreAttribute", "AfterEvaluation", "EvaluationHookContext", "context.Metric.Item.Value",
            [
                ("the result", "Contracts.MetricResult", "context.Result.GetValueOrDefault()"), ("what the metric reads", "Contracts.MetricContext", "context.Metric"),
                ("the output", "Output", "context.Metric.Output"),
            ],
            [("Contracts.MetricResult", "context.Result = {0}"), ("double", "context.Result = context.Result.GetValueOrDefault() with {{ Value = {0} }}")]),
    ];

    /// <summary>The attribute of hooks that are classes.</summary>
    public const string Instance = "HookAttribute";

    public static bool IsHook(AttributeData attribute) => attribute.Is(Instance) || Of(attribute) is not null;

    /// <summary>The point of a method's attribute; null where it is no hook's.</summary>
    public static HookPoint? Of(AttributeData attribute) => Array.Find(All, point => attribute.Is(point.Attribute));
}
