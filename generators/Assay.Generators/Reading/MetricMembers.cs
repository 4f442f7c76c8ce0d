using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>The metrics that a score's method finds at once: the public numbers, truth values and results of what it returns, with the texts that explain them.</summary>
/// <param name="Metrics">The metrics, in the order of the members.</param>
/// <param name="Members">The members that are read.</param>
internal sealed record MetricMembers(EquatableArray<MetricModel> Metrics, IReadOnlyList<ISymbol> Members)
{
    private const string Result = "global::Assay.Contracts.MetricResult";

    /// <summary>Reads them; null where the type is none that holds metrics.</summary>
    public static MetricMembers? Of(ReadingContext context, Declaration declaration, IMethodSymbol method, ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol record || !MayHold(record))
            return null;
        var members = MembersOf(record).ToList();
        var metrics = members.Where(member => IsMetric(context, Reading.Members.TypeOf(member))).ToList();
        if (metrics.Count == 0)
            return null;

        var place = SignatureSyntax.ReturnPlace(method);
        ReportOthers(context, place, record, members);
        var explanations = members.Where(static member => Reading.Members.TypeOf(member).SpecialType == SpecialType.System_String).ToList();
        var general = explanations.Where(text => OwnerOf(text, metrics) is null).ToList();
        ReportTwo(context, place, general, "the same metrics");
        var found = new List<MetricModel>();
        var read = new List<ISymbol>(metrics);
        foreach (var metric in metrics)
        {
            var own = explanations.Where(text => ReferenceEquals(OwnerOf(text, metrics), metric)).ToList();
            ReportTwo(context, place, own, $"'{metric.Name}'");
            var id = $"{declaration.Id}/{FreeId.Of(metric.Name)}";
            if (found.Exists(other => other.Id == id))
                context.Report(ScoreRules.MetricMember, place, $"'{record.ToShort()}' has two members that would be the metric '{id}'; rename '{metric.Name}'");
            if (IdForm.ProblemOf(id, IdForm.PluginMarks) is { } problem)
                context.Report(ScoreRules.MetricMember, place, $"'{record.ToShort()}.{metric.Name}' would be the metric '{id}', which {problem}");
            found.Add(new MetricModel(id, Expression(Reading.Members.TypeOf(metric), metric, own.Concat(general).FirstOrDefault())));
        }

        read.AddRange(explanations);
        return new MetricMembers(found.ToEquatable(), read);
    }

    /// <summary>Tuples, records, and types of this compilation: the members of any other type are no metrics.</summary>
    private static bool MayHold(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct
        && type.NullableAnnotation != NullableAnnotation.Annotated
        && (type.IsTupleType || type.IsRecord || !type.DeclaringSyntaxReferences.IsEmpty);

    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type)
    {
        if (type.IsTupleType)
            return type.TupleElements;
        var names = new HashSet<string>(StringComparer.Ordinal);
        return Reading.Members.Of(type).Where(member => member.DeclaredAccessibility == Accessibility.Public
            && member is not IPropertySymbol { GetMethod.DeclaredAccessibility: not Accessibility.Public }
            && names.Add(member.Name));
    }

    private static bool IsMetric(ReadingContext context, ITypeSymbol type) => ScoreReader.KindOf(context, type) is not null;

    private static void ReportOthers(ReadingContext context, Location place, INamedTypeSymbol record, List<ISymbol> members)
    {
        foreach (var member in members)
        {
            var type = Reading.Members.TypeOf(member);
            if (ValueOf(type) is { } value && (IsMetric(context, value) || value.SpecialType == SpecialType.System_Decimal))
                context.Report(ScoreRules.MetricMember, place, $"'{record.ToShort()}.{member.Name}' may have no value: a metric always has one; make it {value.ToShort()}");
            else if (type.SpecialType == SpecialType.System_Decimal)
                context.Report(ScoreRules.MetricMember, place, $"'{record.ToShort()}.{member.Name}' is decimal: metrics are double, float, an integer or bool; make it double");
            else if (record.IsTupleType && member is IFieldSymbol { IsExplicitlyNamedTupleElement: false })
                context.Report(ScoreRules.MetricMember, place, $"'{member.Name}' of the tuple has no name: metrics are called by the names of the elements; give it one");
        }
    }

    /// <summary>The type in a nullable one; null for any other.</summary>
    private static ITypeSymbol? ValueOf(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? ((INamedTypeSymbol)type).TypeArguments[0] : null;

    private static void ReportTwo(ReadingContext context, Location place, List<ISymbol> explanations, string what)
    {
        if (explanations.Count > 1)
            context.Report(ScoreRules.TwoExplanations, place, explanations[0].Name, explanations[1].Name, what);
    }

    /// <summary>The metric that a text explains by its name; null where it explains all.</summary>
    private static ISymbol? OwnerOf(ISymbol text, List<ISymbol> metrics) => metrics
        .Where(metric => text.Name.StartsWith(metric.Name, StringComparison.OrdinalIgnoreCase))
        .OrderByDescending(static metric => metric.Name.Length)
        .FirstOrDefault();

    private static string Expression(ITypeSymbol type, ISymbol metric, ISymbol? explanation)
    {
        var value = $"value.{TypeNames.Escape(metric.Name)}";
        var why = explanation is null ? "" : $", value.{TypeNames.Escape(explanation.Name)}";
        return type.SpecialType switch
        {
            SpecialType.System_Boolean => $"new {Result}({value} ? 1 : 0{why})",
            SpecialType.None => value,
            _ => $"new {Result}({value}{why})",
        };
    }
}
