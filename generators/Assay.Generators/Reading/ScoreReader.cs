using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Score]</c> methods.</summary>
internal static class ScoreReader
{
    public static EquatableArray<ScoreModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items, IReadOnlyDictionary<string, ITypeSymbol?> parsedTypes)
    {
        var scores = new List<ScoreModel>();
        foreach (var declaration in members.Scores)
        {
            if (declaration.Symbol is not IMethodSymbol method)
                continue;
            var (form, returned) = ReturnReading.Of(context, method);
            var kind = KindOf(context, returned);
            if (kind is null && returned.TypeKind != TypeKind.Error)
                context.Report(ScoreRules.NotNumeric, SignatureSyntax.ReturnPlace(method), method.Name, returned.ToShort());

            var attribute = declaration.Attribute;
            var parse = context.NamedId(attribute, "Parse", members.Parses);
            var isKnown = parse is null || parsedTypes.ContainsKey(parse);
            if (!isKnown && !context.IsPart)
            {
                var place = attribute.PlaceOf("Parse");
                context.Report(Mend.Literal(place, Suggestion.Closest(parse!, parsedTypes.Keys)), ScoreRules.UnknownParse, place, parse, Suggestion.For(parse!, parsedTypes.Keys));
            }

            var judge = ScoreJudge.Read(context, declaration, method, members);
            if (!isKnown || Call(context, method, items, parse, parsedTypes, judge) is not { } call || kind is null)
                continue;
            var ifUnparsed = attribute.NamedNumber("IfUnparsed", double.NaN);
            scores.Add(new ScoreModel(
                declaration.Id,
                context.VersionOf(declaration),
                parse,
                attribute.NamedTruth("HigherIsBetter", otherwise: true),
                double.IsNaN(ifUnparsed) ? null : ifUnparsed,
                call,
                form,
                kind.Value)
            {
                Judge = judge?.Id,
                Criteria = attribute.NamedText("Criteria"),
                ReadsVerdict = judge is { ReadsVerdict: true },
            });
        }

        return scores.ToEquatable();
    }

    private static CallModel? Call(ReadingContext context, IMethodSymbol method, ItemModel items, string? parse, IReadOnlyDictionary<string, ITypeSymbol?> parsedTypes, ScoreJudge? judge)
    {
        List<Source> sources =
        [
            new Source(Source.Item, items.Type, "context.Item.Value", IsBoxed: true),
            new Source("the output", context.Known.Output, "context.Output"),
            new Source("the token", context.Known.CancellationToken, "cancellationToken"),
            .. judge?.Sources ?? [],
        ];
        var parsed = parse is null ? null : parsedTypes[parse];
        if (parse is not null)
            sources.Add(new Source(Source.Parsed, parsed, "context.Parsed", IsBoxed: true));

        var binder = new ParameterBinder(context, ScoreRules.Signature, method, sources);
        var arguments = binder.Bind((parameter, bound) =>
        {
            if (parsed is null || bound.Any(static source => source.Role == Source.Parsed))
                return false;
            context.Report(Mend.Type(parsed.ToGlobal()), ScoreRules.ParseMismatch, SignatureSyntax.TypePlace(parameter), parse, parsed.ToShort(), parameter.Name, parameter.Type.ToShort());
            return true;
        });
        return arguments is null ? null : binder.Call(arguments, "context");
    }

    private static ScoreKind? KindOf(ReadingContext context, ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ScoreKind.Truth,
        SpecialType.System_Double or SpecialType.System_Single
            or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => ScoreKind.Number,
        _ => KnownTypes.Same(type, context.Known.MetricResult) ? ScoreKind.Result : null,
    };
}
