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
        var attributes = context.Type.GetAttributes().Where(static attribute => attribute.Is("ModelAttribute")).InSourceOrder();
        var taken = new HashSet<string>(attributes.Select(static attribute => attribute.FirstText()).OfType<string>(), StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            if (attribute.FirstText() is not { } id)
                continue;
            if (string.IsNullOrWhiteSpace(id))
                context.Report(BenchmarkRules.EmptyId, attribute.PlaceOf(null), "model");
            else if (models.Exists(model => model.Id == id))
                ReportDuplicate(context, attribute, id, taken);
            models.Add(Read(context, members, attribute, id));
        }

        return models.ToEquatable();
    }

    // Only a model that names its engine keeps it under another id.
    private static void ReportDuplicate(ReadingContext context, AttributeData attribute, string id, HashSet<string> taken)
    {
        var place = attribute.PlaceOf(null);
        var mend = attribute.NamedText("Provider") is null ? null : Mend.Literal(place, FreeId.For(id, memberName: null, taken));
        context.Report(mend, BenchmarkRules.DuplicateModel, place, id);
    }

    private static LlmModel Read(ReadingContext context, BenchmarkMembers members, AttributeData attribute, string id)
    {
        var provider = attribute.NamedText("Provider");
        var engine = provider ?? id;
        if (!members.Engines.Exists(candidate => candidate.Id == engine))
        {
            var known = members.Engines.Select(static candidate => candidate.Id);
            var place = attribute.PlaceOf(provider is null ? null : "Provider");
            context.Report(Mend.Literal(place, Suggestion.Closest(engine, known)), EngineRules.Unknown, place, engine, Suggestion.For(engine, known));
        }

        var extras = Pairs.Read(context, attribute, "Extras", BenchmarkRules.MalformedExtra);
        return new LlmModel(id, engine, attribute.NamedText("Name"), extras.Select(static extra => new PairModel(extra.Key, JsonText.Of(extra.Value))).ToEquatable());
    }
}
