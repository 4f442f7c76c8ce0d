using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Writes the other part of a benchmark class: the prompts' bodies and the definition.</summary>
internal static class BenchmarkEmitter
{
    public static string Emit(BenchmarkModel model)
    {
        var writer = CodeWriter.ForFile(model.Caveats).OpenNamespace(model.Type.Namespace);
        foreach (var container in model.Type.Containers)
            writer.Line(container).Open();
        writer.Line($"partial {model.Type.Keyword} {model.Type.Name}").Open();
        var isFirst = true;
        foreach (var prompt in model.Prompts)
        {
            if (prompt.Signature is not { } signature)
                continue;
            if (!isFirst)
                writer.Line();
            isFirst = false;
            PromptEmitter.Emit(writer, signature, prompt);
        }

        if (model.IsValid)
        {
            if (!isFirst)
                writer.Line();
            Definition(writer, model);
        }

        foreach (var _ in model.Type.Containers)
            writer.Close();
        return writer.Close().CloseNamespace(model.Type.Namespace).ToString();
    }

    private static void Definition(CodeWriter writer, BenchmarkModel model)
    {
        var kind = model.IsExperiment ? "Experiment" : "Benchmark";
        writer
            .Line($"/// <summary>Builds the {(model.IsExperiment ? "experiment" : "benchmark")} <c>{XmlText.Escape(model.Id)}</c>: what its attributes say, and the code behind it.</summary>")
            .Caveats(model.Caveats)
            .Line($"public static global::Assay.Contracts.{kind}Definition Create{kind}()")
            .Open();
        for (var i = 0; i < model.Slices.Count; i++)
        {
            var slice = model.Slices[i];
            Local(writer, $"dataset{i + 1}", model.ItemType, slice.IsDataset, slice.Access);
        }

        for (var i = 0; i < model.Prompts.Count; i++)
        {
            if (model.Prompts[i].Examples is { } examples)
                Local(writer, PromptSpecEmitter.LocalOf(i), examples.ItemType, examples.IsDataset, examples.Access);
        }

        writer.Line($"return new global::Assay.Contracts.{kind}Definition").Open();
        writer.Line($"Name = {Literal.Quote(model.Type.FullName("."))},");
        writer.Line("SourcePath = AssayPlaces.Path,");
        writer.Line("SourceLine = AssayPlaces.Line,");
        if (!model.IsExperiment)
            writer.Line("SliceLines = AssayPlaces.Slices,");
        SpecEmitter.Emit(writer, model);
        PluginEmitter.Emit(writer, model);
        Datasets(writer, model);
        Examples(writer, model);
        Renderers(writer, model);
        writer.Close("};").Close();
    }

    private static void Local(CodeWriter writer, string name, string itemType, bool isDataset, string access) =>
        writer.Line($"global::Assay.Dataset<{itemType}> {name} = {(isDataset ? access : $"global::Assay.Dataset.From<{itemType}>({access})")};");

    private static void Examples(CodeWriter writer, BenchmarkModel model)
    {
        var shown = model.Prompts.Select(static (prompt, i) => (Prompt: prompt, Local: PromptSpecEmitter.LocalOf(i))).Where(static pair => pair.Prompt.Examples is not null).ToList();
        if (shown.Count > 0)
            Dictionary(writer, "Examples", "global::Assay.Contracts.IDatasetSource", shown.Select(static pair => (pair.Prompt.Id, $"{pair.Local}.Bind({IdOf(pair.Prompt.Examples!.ItemId)})")));
    }

    private static string IdOf(string? expression) => expression is null ? "null" : $"static item => {expression}";

    private static void Datasets(CodeWriter writer, BenchmarkModel model)
    {
        var id = IdOf(model.ItemId);
        Dictionary(writer, "Datasets", "global::Assay.Contracts.IDatasetSource", model.Slices.Select((slice, i) => (slice.Id, $"dataset{i + 1}.Bind({id})")));
    }

    private static void Renderers(CodeWriter writer, BenchmarkModel model)
    {
        var compiled = model.Prompts.Where(static prompt => !prompt.NeedsScope).ToList();
        if (compiled.Count > 0)
            Dictionary(writer, "Renderers", "global::System.Func<global::Assay.Contracts.Item, global::Assay.Prompt>", compiled.Select(prompt => (prompt.Id, $"static item => {prompt.Call}(({model.ItemType})item.Value)")));
    }

    private static void Dictionary(CodeWriter writer, string name, string type, IEnumerable<(string Key, string Value)> entries)
    {
        writer.Line($"{name} = new global::System.Collections.Generic.Dictionary<string, {type}>(global::System.StringComparer.Ordinal)").Open();
        foreach (var (key, value) in entries)
            writer.Line($"[{Literal.Quote(key)}] = {value},");
        writer.Close("},");
    }
}
