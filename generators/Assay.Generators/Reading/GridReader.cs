using System.Globalization;
using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads the <c>[InferenceGrid]</c> of a class.</summary>
internal static class GridReader
{
    /// <summary>Each value as JSON with its key, the values of a key in order.</summary>
    public static EquatableArray<PairModel> Read(ReadingContext context)
    {
        var attributes = context.Attributes("InferenceGridAttribute").ToList();
        for (var i = 1; i < attributes.Count; i++)
            context.ReportDuplicate(null, InferenceRules.GridValues, "grid", "InferenceGrid", attributes[0].Place(), attributes[i].Place());
        if (attributes.Count == 0)
            return EquatableArray<PairModel>.Empty;

        var values = new List<PairModel>();
        foreach (var (property, key) in InferenceRange.Params)
            Add(context, attributes[0], property, key, values);
        AddExtras(context, attributes[0], values);
        if (values.Count == 0 && attributes[0].NamedArguments.IsEmpty)
            context.Report(Mend.Removal(MendNames.Attribute), InferenceRules.GridValues, attributes[0].Place(), "The grid varies nothing; list the values of a parameter, or remove it");
        return values.ToEquatable();
    }

    private static void Add(ReadingContext context, AttributeData attribute, string property, string key, List<PairModel> values)
    {
        if (!attribute.Has(property))
            return;
        var listed = attribute.Values(property);
        if (listed.Count == 0)
            context.Report(Mend.Removal(MendNames.Argument), InferenceRules.GridValues, attribute.PlaceOf(property), $"{property} has no values; list some, or remove it");
        for (var i = 0; i < listed.Count; i++)
        {
            if (listed[i] is not { } value)
                continue;
            var place = attribute.ElementPlace(property, i, listed.Count);
            if (InferenceRange.ProblemOf(property, value) is { } wanted)
                context.Report(Mend.Removal(MendNames.Element), BenchmarkRules.InferenceOutOfRange, place, property, Convert.ToString(value, CultureInfo.InvariantCulture), wanted);
            else
                Add(context, place, new PairModel(key, property == "Stop" ? $"[{Json(value)}]" : Json(value)), values);
        }
    }

    private static void AddExtras(ReadingContext context, AttributeData attribute, List<PairModel> values)
    {
        InferenceRange.CheckExtras(context, attribute);
        foreach (var (text, place) in attribute.NamedTexts("Extras"))
        {
            var equals = text.IndexOf('=');
            var key = equals < 0 ? "" : text.Substring(0, equals).Trim();
            if (key.Length == 0)
                context.Report(BenchmarkRules.MalformedExtra, place, text);
            else
                Add(context, place, new PairModel(key, JsonText.Of(text.Substring(equals + 1).Trim())), values);
        }
    }

    private static void Add(ReadingContext context, Location place, PairModel value, List<PairModel> values)
    {
        if (values.Contains(value))
            context.Report(Mend.Removal(MendNames.Element), InferenceRules.GridValues, place, $"The value {value.Value} is listed twice; remove one");
        else
            values.Add(value);
    }

    private static string Json(object value) => value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => JsonText.Quote(text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null",
    };
}
