using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Model]</c>s.</summary>
internal static class ModelReader
{
    public static EquatableArray<LlmModel> Read(ReadingContext context, BenchmarkMembers members)
    {
        var models = new List<LlmModel>();
        foreach (var attribute in context.Type.GetAttributes().Where(static attribute => attribute.Is("ModelAttribute")).InSourceOrder())
        {
            if (attribute.FirstText() is not { } id)
                continue;
            if (string.IsNullOrWhiteSpace(id))
                context.Report(BenchmarkRules.EmptyId, attribute.PlaceOf(null), "model");
            else if (models.Exists(model => model.Id == id))
                context.Report(BenchmarkRules.DuplicateModel, attribute.PlaceOf(null), id);
            models.Add(Read(context, members, attribute, id));
        }

        return models.ToEquatable();
    }

    private static LlmModel Read(ReadingContext context, BenchmarkMembers members, AttributeData attribute, string id)
    {
        var provider = attribute.NamedText("Provider");
        var engine = provider ?? id;
        if (!members.Engines.Exists(candidate => candidate.Id == engine))
        {
            var suggestion = Suggestion.For(engine, members.Engines.Select(static candidate => candidate.Id));
            context.Report(EngineRules.Unknown, attribute.PlaceOf(provider is null ? null : "Provider"), engine, suggestion);
        }

        var extras = Pairs.Read(context, attribute, "Extras", BenchmarkRules.MalformedExtra);
        return new LlmModel(id, engine, attribute.NamedText("Name"), extras.Select(static extra => new PairModel(extra.Key, JsonText.Of(extra.Value))).ToEquatable());
    }
}
