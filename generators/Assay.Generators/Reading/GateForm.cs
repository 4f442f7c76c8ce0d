using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Emit;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads how one <c>[Gate]</c> judges: its policy, and numbers that fit it.</summary>
internal sealed class GateForm(ReadingContext context, AttributeData attribute)
{
    private static readonly string[] Actions = ["Pass", "Skip", "Fail"];

    private static readonly (string Name, string Policy)[] Policies =
        [("Tolerance", "Absolute"), ("RelativeTolerance", "Relative"), ("MinEffect", "Significance"), ("Margin", "NonInferiority")];

    private readonly List<PairModel> settings = [];

    /// <summary>Reads it.</summary>
    /// <param name="score">The score that it guards.</param>
    /// <param name="isOfSlice">Whether that has one value for the whole slice.</param>
    public GateModel Read(string score, bool isOfSlice)
    {
        var policy = Policy(out var decided);
        if (isOfSlice && policy is "Significance" or "NonInferiority")
            Report(decided ?? "Baseline", $"The score '{score}' has one value for the whole slice, of which there is no test over items; set Tolerance instead of {decided ?? "a baseline alone"}");
        foreach (var (name, _) in Policies)
            AddNumber(name == "RelativeTolerance" ? "Tolerance" : name, name, least: 0, mayBeLeast: name != "Margin");
        if (Number("Alpha") is var alpha && !double.IsNaN(alpha) && alpha is not (> 0 and < 0.5))
            Report("Alpha", "Alpha must be above 0 and below 0.5");
        else if (!double.IsNaN(alpha) && policy is not ("Significance" or "NonInferiority"))
            Report("Alpha", $"Alpha belongs to a test; remove it, or set MinEffect instead of {decided}");
        else if (!double.IsNaN(alpha) && alpha != 0.05)
            settings.Add(new("Alpha", Literal.Number(alpha)));
        AddNumber("AtLeast", "AtLeast", double.MinValue);
        AddNumber("AtMost", "AtMost", double.IsNaN(Number("AtLeast")) ? double.MinValue : Number("AtLeast"));
        AddNumber("ErrorRate", "ErrorRate", 0, most: 1);
        AddConfirm(policy);
        foreach (var (name, standard) in new[] { ("OnImproved", "Pass"), ("OnRegressed", "Fail"), ("OnInconclusive", "Skip"), ("OnIncomparable", "Fail") })
        {
            if (attribute.Written<int>(name) is { } number && number >= 0 && number < Actions.Length && Actions[number] != standard)
                settings.Add(new(name, $"global::Assay.Specs.GateAction.{Actions[number]}"));
        }

        return new GateModel(score, policy, attribute.NamedText("Baseline"), settings.ToEquatable());
    }

    private string Policy(out string? decided)
    {
        decided = null;
        var policy = "";
        foreach (var (name, candidate) in Policies)
        {
            if (double.IsNaN(Number(name)))
                continue;
            if (decided is null)
                (decided, policy) = (name, candidate);
            else
                context.Report(Mend.Removal(MendNames.Argument), ScoreRules.GateConflict, attribute.PlaceOf(name), $"Set {decided} or {name}, not both");
        }

        if (decided is not null)
            return policy;
        if (!double.IsNaN(Number("Alpha")))
            decided = "Alpha";
        return decided is not null || attribute.NamedText("Baseline") is not null ? "Significance"
            : !double.IsNaN(Number("AtLeast")) || !double.IsNaN(Number("AtMost")) ? "Limits"
            : "Exact";
    }

    private void AddNumber(string member, string name, double least, double most = double.MaxValue, bool mayBeLeast = true)
    {
        var value = Number(name);
        if (double.IsNaN(value))
            return;
        if (double.IsInfinity(value) || value < least || value > most || (!mayBeLeast && value == least))
            Report(name, $"{name} must be a finite number, {(mayBeLeast ? "at least" : "above")} {Text(least)}{(most < double.MaxValue ? $" and at most {Text(most)}" : "")}");
        else if (value != 0 || name is "AtLeast" or "AtMost" or "Tolerance" or "RelativeTolerance")
            settings.Add(new(member, Literal.Number(value)));
    }

    private void AddConfirm(string policy)
    {
        var confirm = attribute.NamedInteger("Confirm", 0);
        if (confirm is < 0 or > 100)
            Report("Confirm", "Confirm must be at least 0 and at most 100");
        else if (confirm > 0 && policy is "Exact" or "Limits" && confirm > 0)
            Report("Confirm", "More samples confirm a change of means: set Tolerance, MinEffect or Margin as well, or remove Confirm");
        else if (confirm > 0)
            settings.Add(new("Confirm", Literal.Number(confirm)));
    }

    private double Number(string name) => attribute.NamedNumber(name, double.NaN);

    private void Report(string name, string message) => context.Report(ScoreRules.GateConflict, attribute.PlaceOf(name), message);

    private static string Text(double number) => number == double.MinValue ? "any number" : number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
