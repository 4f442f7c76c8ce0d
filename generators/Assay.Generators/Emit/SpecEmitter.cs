using Assay.Generators.Collections;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the spec that a class's attributes amount to.</summary>
internal static class SpecEmitter
{
    public static void Emit(CodeWriter writer, BenchmarkModel model)
    {
        // An experiment is compiled from the benchmark that its attributes amount to.
        var (before, after) = model.IsExperiment ? ("global::Assay.Compilation.BenchmarkCompiler.Compile(", ")") : ("", "");
        writer.Line($"Spec = {before}new global::Assay.Specs.BenchmarkSpec({Literal.Quote(model.Id)})").Open();
        if (model.Description is not null)
            writer.Line($"Description = {Literal.Quote(model.Description)},");
        if (model.Samples != 1)
            writer.Line($"Samples = {Literal.Number(model.Samples)},");
        List(writer, "Models", model.Models, Model);
        InferenceEmitter.Emit(writer, model);
        List(writer, "Slices", model.Slices.Select(static (slice, i) => (slice, i + 1)).ToList(), Slice);
        PromptSpecEmitter.Emit(writer, model.Prompts);
        List(writer, "Parses", model.Parses, Parse);
        List(writer, "Scores", model.Scores, Score);
        if (!model.IsExperiment)
        {
            List(writer, "Gates", model.Gates, Gate);
            List(writer, "Limits", model.Limits, Limit);
        }

        writer.Close($"}}{after},");
    }

    private static string Model(LlmModel model) => $"new({Literal.Quote(model.Id)}, {Literal.Quote(model.Provider)})" + Settings(
        ("Name", model.Name is null ? null : Literal.Quote(model.Name)),
        ("Extras", Map(model.Extras, static value => $"global::Assay.Specs.JsonValue.Parse({Literal.Quote(value)})")));

    private static string Slice((SliceModel Slice, int Number) numbered) =>
        $"new({Literal.Quote(numbered.Slice.Id)}, dataset{Literal.Number(numbered.Number)}.Spec)" + Settings(
            ("Query", QueryEmitter.Emit(numbered.Slice.Query)),
            ("Prompts", Texts(numbered.Slice.Prompts)),
            ("Families", Texts(numbered.Slice.Families)),
            ("Scores", Texts(numbered.Slice.Scores)),
            ("Tools", Texts(numbered.Slice.Tools)),
            ("McpServers", Texts(numbered.Slice.McpServers)),
            ("Samples", numbered.Slice.Samples is { } samples ? Literal.Number(samples) : null),
            ("Dimensions", Map(numbered.Slice.Dimensions, Literal.Quote)),
            ("Cluster", numbered.Slice.Cluster is null ? null : Literal.Quote(numbered.Slice.Cluster)));

    private static string Parse(ParseModel parse) =>
        $"new({Literal.Quote(parse.Id)}, [{string.Join(", ", parse.Fallbacks.Prepend(new PairModel(parse.Id, parse.Version)).Select(static step => Plugin(step.Key, step.Value)))}])";

    private static string Score(ScoreModel score) =>
        $"new({Literal.Quote(score.Id)}, [{string.Join(", ", score.Metrics.Select(static metric => metric.Id).DefaultIfEmpty(score.Id).Select(id => Plugin(id, score.Version)))}])" + Settings(
            ("Parse", score.Parse is null ? null : Literal.Quote(score.Parse)),
            ("HigherIsBetter", score.HigherIsBetter ? null : "false"),
            ("IfUnparsed", score.IfUnparsed is { } value ? Literal.Number(value) : null),
            ("Scope", score.IsOfSlice ? "global::Assay.Specs.ScoreScope.Slice" : null),
            ("Reduction", score.Reduction is null ? null : Literal.Quote(score.Reduction)));

    private static string Plugin(string id, string version) => $"new({Literal.Quote(id)}) {{ Version = {Literal.Quote(version)} }}";

    private static string Gate(GateModel gate) =>
        $"new({Literal.Quote(gate.Score)}, global::Assay.Specs.GatePolicy.{gate.Policy})" + Settings(
            [("Baseline", gate.Baseline is null ? null : Literal.Quote(gate.Baseline)), .. gate.Settings.Select(static setting => (setting.Key, (string?)setting.Value))]);

    private static string Limit(LimitModel limit) =>
        $"new(global::Assay.Specs.LimitMeasure.{limit.Measure}, {Literal.Number(limit.AtMost)})" + Settings(("Model", limit.Model is null ? null : Literal.Quote(limit.Model)));

    /// <summary>Writes a member that is a list, one element a line; nothing for an empty one.</summary>
    public static void List<T>(CodeWriter writer, string name, IReadOnlyList<T> items, Func<T, string> spell)
    {
        if (items.Count == 0)
            return;
        writer.Line($"{name} =").Open("[");
        foreach (var item in items)
            writer.Line($"{spell(item)},");
        writer.Close("],");
    }

    /// <summary>The members of an object that are set.</summary>
    public static string Settings(params (string Name, string? Value)[] settings)
    {
        var set = settings.Where(static setting => setting.Value is not null).Select(static setting => $"{setting.Name} = {setting.Value}").ToList();
        return set.Count == 0 ? "" : $" {{ {string.Join(", ", set)} }}";
    }

    /// <summary>A list of texts; null for an empty one.</summary>
    public static string? Texts(EquatableArray<string> texts) => texts.Count == 0 ? null : $"[{string.Join(", ", texts.Select(Literal.Quote))}]";

    /// <summary>A map; null for an empty one.</summary>
    public static string? Map(EquatableArray<PairModel> pairs, Func<string, string> spell) =>
        pairs.Count == 0 ? null : $"new([{string.Join(", ", pairs.Select(pair => $"new({Literal.Quote(pair.Key)}, {spell(pair.Value)})"))}])";
}
