using System.Globalization;
using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Inference]</c>s.</summary>
internal static class InferenceReader
{
    public static EquatableArray<InferenceModel> Read(ReadingContext context)
    {
        var inferences = new List<InferenceModel>();
        foreach (var attribute in context.Attributes("InferenceAttribute"))
        {
            var schema = ResponseSchema.Read(context, attribute);
            var inference = new InferenceModel(
                Number(context, attribute, "Temperature"),
                Number(context, attribute, "TopP"),
                Integer(context, attribute, "TopK"),
                Integer(context, attribute, "MaxTokens"),
                Stop(context, attribute))
            {
                Seed = attribute.Written<long>("Seed"),
                ResponseFormat = schema is null ? Format(context, attribute) : "json_schema",
                Logprobs = Integer(context, attribute, "Logprobs"),
                Extras = Extras(context, attribute, schema),
            };
            if (inferences.Contains(inference))
                context.Report(Mend.Removal(MendNames.Attribute), InferenceRules.EqualSets, attribute.Place());
            inferences.Add(inference);
        }

        return inferences.ToEquatable();
    }

    private static double? Number(ReadingContext context, AttributeData attribute, string name)
    {
        var value = attribute.NamedNumber(name, double.NaN);
        if (double.IsNaN(value))
            return null;
        Check(context, attribute.PlaceOf(name), name, value);
        return value;
    }

    private static int? Integer(ReadingContext context, AttributeData attribute, string name)
    {
        if (attribute.Written<int>(name) is not { } value)
            return null;
        Check(context, attribute.PlaceOf(name), name, value);
        return value;
    }

    private static string? Format(ReadingContext context, AttributeData attribute)
    {
        if (attribute.NamedText("ResponseFormat") is not { } format)
            return null;
        Check(context, attribute.PlaceOf("ResponseFormat"), "ResponseFormat", format);
        return format;
    }

    private static void Check(ReadingContext context, Location place, string name, object value)
    {
        if (InferenceRange.ProblemOf(name, value) is { } wanted)
            context.Report(Mend.Removal(MendNames.Argument), BenchmarkRules.InferenceOutOfRange, place, name, Convert.ToString(value, CultureInfo.InvariantCulture), wanted);
    }

    private static EquatableArray<string> Stop(ReadingContext context, AttributeData attribute)
    {
        var stops = attribute.NamedTexts("Stop");
        for (var i = 0; i < stops.Count; i++)
        {
            if (stops[i].Text.Length == 0 || stops.Take(i).Any(other => other.Text == stops[i].Text))
                context.Report(Mend.Removal(MendNames.Element), BenchmarkRules.InferenceOutOfRange, stops[i].Place, "Stop", $"'{stops[i].Text}'", "a text that is not empty, each once");
        }

        return stops.Select(static stop => stop.Text).ToEquatable();
    }

    private static EquatableArray<PairModel> Extras(ReadingContext context, AttributeData attribute, ResponseSchema? schema)
    {
        InferenceRange.CheckExtras(context, attribute);
        return Pairs.Read(context, attribute, "Extras", BenchmarkRules.MalformedExtra, (key, _, place) => IdForm.CheckText(context, place, key, "key"))
            .Select(static extra => new PairModel(extra.Key, JsonText.Of(extra.Value)))
            .Concat(schema?.Extras ?? [])
            .OrderBy(static extra => extra.Key, StringComparer.Ordinal)
            .ToEquatable();
    }
}
