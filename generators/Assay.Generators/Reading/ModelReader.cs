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
        var places = new Dictionary<string, Location>(StringComparer.Ordinal);
        var attributes = context.Attributes("ModelAttribute").ToList();
        var taken = new HashSet<string>(attributes.Select(static attribute => attribute.FirstText()).OfType<string>(), StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            if (attribute.FirstText() is not { } id)
                continue;
            if (string.IsNullOrWhiteSpace(id))
                context.Report(BenchmarkRules.EmptyId, attribute.PlaceOf(null), "model");
            else if (places.TryGetValue(id, out var first))
                ReportDuplicate(context, attribute, id, first, taken);
            else
            {
                places.Add(id, attribute.PlaceOf(null));
                IdForm.Check(context, attribute.PlaceOf(null), id, "model id", IdForm.PluginMarks);
            }

            models.Add(Read(context, members, attribute, id));
        }

        return models.ToEquatable();
    }

    // Only a model that names its engine keeps it under another id.
    private static void ReportDuplicate(ReadingContext context, AttributeData attribute, string id, Location first, HashSet<string> taken)
    {
        var place = attribute.PlaceOf(null);
        var mend = attribute.NamedText("Provider") is null ? null : Mend.Literal(place, FreeId.For(id, memberName: null, taken));
        context.ReportDuplicate(mend, BenchmarkRules.DuplicateModel, "model", id, first, place);
    }

    /// <summary>Whether the assembly names a factory, so that a provider may stand in the project file; planning says where it does not.</summary>
    private static bool MayBeConfigured(ReadingContext context) =>
        context.Known.Contract("EngineFactoryAttribute") is { } factory
        && context.Compilation.Assembly.GetAttributes().Any(attribute => KnownTypes.Same(attribute.AttributeClass, factory));

    private static LlmModel Read(ReadingContext context, BenchmarkMembers members, AttributeData attribute, string id)
    {
        var provider = context.NamedId(attribute, "Provider", members.Engines);
        var engine = provider ?? id;
        if (!context.IsPart && !members.Engines.Exists(candidate => candidate.Id == engine) && (provider is null || !MayBeConfigured(context)))
        {
            var known = members.Engines.Select(static candidate => candidate.Id);
            var place = attribute.PlaceOf(provider is null ? null : "Provider");
            context.Report(Mend.Literal(place, Suggestion.Closest(engine, known)), EngineRules.Unknown, place, engine, Suggestion.For(engine, known));
        }

        if (provider is not null)
            IdForm.Check(context, attribute.PlaceOf("Provider"), provider, "provider", IdForm.PluginMarks);
        if (attribute.NamedText("Name") is { } name)
            IdForm.CheckText(context, attribute.PlaceOf("Name"), name, "model name");
        var extras = Pairs.Read(context, attribute, "Extras", BenchmarkRules.MalformedExtra, (key, _, place) => IdForm.CheckText(context, place, key, "key"));
        return new LlmModel(id, engine, attribute.NamedText("Name"), extras.Select(static extra => new PairModel(extra.Key, JsonText.Of(extra.Value))).ToEquatable());
    }
}
