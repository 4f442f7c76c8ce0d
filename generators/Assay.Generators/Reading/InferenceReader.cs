using System.Globalization;
using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
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
            inferences.Add(new InferenceModel(
                Number(context, attribute, "Temperature", static value => value >= 0, "at least 0"),
                Number(context, attribute, "TopP", static value => value is > 0 and <= 1, "above 0 and at most 1"),
                Integer(context, attribute, "TopK"),
                Integer(context, attribute, "MaxTokens"),
                attribute.NamedTexts("Stop").Select(static stop => stop.Text).ToEquatable()));
        }

        return inferences.ToEquatable();
    }

    private static double? Number(ReadingContext context, AttributeData attribute, string name, Func<double, bool> isValid, string range)
    {
        var value = attribute.NamedNumber(name, double.NaN);
        if (double.IsNaN(value))
            return null;
        if (!isValid(value) || double.IsInfinity(value))
            context.Report(Mend.Removal(MendNames.Argument), BenchmarkRules.InferenceOutOfRange, attribute.PlaceOf(name), name, value.ToString(CultureInfo.InvariantCulture), range);
        return value;
    }

    private static int? Integer(ReadingContext context, AttributeData attribute, string name)
    {
        var value = attribute.NamedInteger(name, 0);
        if (value == 0)
            return null;
        if (value < 0)
            context.Report(Mend.Removal(MendNames.Argument), BenchmarkRules.InferenceOutOfRange, attribute.PlaceOf(name), name, value, "at least 1");
        return value;
    }
}
