using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>
/// Reads a class that benchmarks may take in, by itself: what its prompts' bodies are, and what is wrong whichever
/// benchmark takes it in. Items and what it refers to may be elsewhere.
/// </summary>
internal static class PartReader
{
    /// <summary>The class with its prompts alone; null where it has none, and with bodies that throw where it is refused.</summary>
    public static BenchmarkModel? Read(ReadingContext context)
    {
        var members = BenchmarkMembers.Of(context);
        var items = new ItemModel(null, "", null);
        var prompts = PromptReader.Read(context, members, items);
        ParseReader.Read(context, members, items, out var parsedTypes);
        var scores = ScoreReader.Read(context, members, items, parsedTypes);
        EngineReader.Read(context, members, items);
        ToolReader.Read(context, members, items);
        ToolServerReader.Read(context, members);
        HookReader.Read(context, members, items);
        JudgeReader.Read(context, members, items);
        ModelReader.Read(context, members);
        InferenceReader.Read(context);
        GridReader.Read(context);
        GateReader.Read(context, members, scores);
        LimitReader.Read(context);
        if (prompts.Count == 0)
            return null;
        return CanBeExtended(context)
            ? new BenchmarkModel(TypeReader.Read(context.Type), "", null, 1, IsValid: false, items.Name, null) { Prompts = prompts, Caveats = CaveatsReader.Of(context, members, items) }
            : RefusedPrompts.PartOf(context);
    }

    private static bool CanBeExtended(ReadingContext context)
    {
        if (context.Type.IsFileLocal)
            context.Report(BenchmarkRules.Unreachable, context.Type.Locations[0], context.Type.Name);
        else if (!TypeReader.IsPartial(context.Type))
            context.Report(BenchmarkRules.NotPartial, context.Type.Locations[0], context.Type.Name);
        foreach (var container in TypeReader.ContainersOf(context.Type))
        {
            if (!TypeReader.IsPartial(container))
                context.Report(IncludeRules.ContainerNotPartial, container.Locations[0], container.Name);
        }

        return !context.Type.IsFileLocal && TypeReader.IsPartial(context.Type) && TypeReader.ContainersOf(context.Type).All(TypeReader.IsPartial);
    }
}
