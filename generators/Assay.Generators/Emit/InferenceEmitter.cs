using System.Globalization;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes sets of inference params and the grid that varies them.</summary>
internal static class InferenceEmitter
{
    public static void Emit(CodeWriter writer, BenchmarkModel model)
    {
        if (model.Inferences.Count == 0 && model.Grid.Count == 0)
            return;
        writer.Line("Inference = new()").Open();
        SpecEmitter.List(writer, "Params", model.Inferences, Params);
        if (model.Grid.Count > 0)
        {
            writer.Line("Overrides = new(").Open("[");
            foreach (var values in model.Grid.GroupBy(static value => value.Key, StringComparer.Ordinal))
                writer.Line($"new({Literal.Quote(values.Key)}, [{string.Join(", ", values.Select(static value => Json(value.Value)))}]),");
            writer.Close("]),");
        }

        writer.Close("},");
    }

    /// <summary>One set of params as an expression.</summary>
    public static string Params(InferenceModel inference) => "new()" + SpecEmitter.Settings(
        ("Temperature", inference.Temperature is { } temperature ? Literal.Number(temperature) : null),
        ("TopP", inference.TopP is { } topP ? Literal.Number(topP) : null),
        ("TopK", inference.TopK is { } topK ? Literal.Number(topK) : null),
        ("MaxTokens", inference.MaxTokens is { } maxTokens ? Literal.Number(maxTokens) : null),
        ("Stop", SpecEmitter.Texts(inference.Stop)),
        ("Seed", inference.Seed is { } seed ? seed.ToString(CultureInfo.InvariantCulture) : null),
        ("ResponseFormat", inference.ResponseFormat is { } format ? Literal.Quote(format) : null),
        ("Logprobs", inference.Logprobs is { } logprobs ? Literal.Number(logprobs) : null),
        ("Extras", SpecEmitter.Map(inference.Extras, Json)));

    private static string Json(string value) => $"global::Assay.Specs.JsonValue.Parse({Literal.Quote(value)})";
}
