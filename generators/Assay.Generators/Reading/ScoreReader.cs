using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Score]</c> and <c>[SliceScore]</c> methods.</summary>
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
            var metrics = kind is null ? MetricMembers.Of(context, declaration, method, returned) : null;
            if (metrics is not null)
                kind = ScoreKind.Record;
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

            var judge = SliceScoreReader.Is(declaration) ? null : ScoreJudge.Read(context, declaration, method, members);
            if (!isKnown || Call(context, declaration, method, items, parse, parsedTypes, judge, out var readsFailures) is not { } call || kind is null)
                continue;
            var ifUnparsed = attribute.NamedNumber("IfUnparsed", double.NaN);
            scores.Add(new ScoreModel(
                declaration.Id,
                context.VersionOf(declaration, metrics?.Members),
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
                Reduction = SampleReader.Reduction(context, attribute),
                Metrics = metrics is null ? default : metrics.Metrics,
                RecordType = metrics is null ? "" : returned.ToGlobal(),
                ReadsFailures = readsFailures,
                IsOfSlice = SliceScoreReader.Is(declaration),
            });
        }

        return scores.ToEquatable();
    }

    private static CallModel? Call(ReadingContext context, Declaration declaration, IMethodSymbol method, ItemModel items, string? parse, IReadOnlyDictionary<string, ITypeSymbol?> parsedTypes, ScoreJudge? judge, out bool readsFailures)
    {
        readsFailures = false;
        if (SliceScoreReader.Is(declaration))
            return SliceScoreReader.Call(context, method, items, parse is not null, parse is null ? null : parsedTypes[parse]);
        List<Source> sources =
        [
            new Source(Source.Item, items.Type, "context.Item.Value", IsBoxed: true),
            new Source("the output", context.Known.Output, "context.Output"),
            new Source("the transcript", context.Known.Transcript, "context.Transcript"),
            new Source("the token", context.Known.CancellationToken, "cancellationToken"),
            .. judge?.Sources ?? [],
        ];
        var parsed = parse is null ? null : parsedTypes[parse];
        var outcome = parsed is null ? null : context.Known.Parsed?.Construct(parsed);
        if (method.Parameters.Any(parameter => KnownTypes.Same(parameter.Type, outcome)))
            sources.Add(new Source(Source.Outcome, outcome, $"context.ParsedAs<{parsed!.ToGlobal()}>()"));
        else if (parse is not null)
            sources.Add(new Source(Source.Parsed, parsed, "context.Parsed", IsBoxed: true));

        var binder = new ParameterBinder(context, ScoreRules.Signature, method, sources);
        var arguments = binder.Bind((parameter, bound) =>
        {
            if (parsed is null || bound.Any(static source => source.Role == Source.Parsed))
                return false;
            context.Report(Mend.Type(parsed.ToGlobal()), ScoreRules.ParseMismatch, SignatureSyntax.TypePlace(parameter), parse, parsed.ToShort(), parameter.Name, parameter.Type.ToShort());
            return true;
        });
        if (arguments is null)
            return null;
        readsFailures = arguments.Any(static source => source.Role == Source.Outcome);
        if (readsFailures && declaration.Attribute.Has("IfUnparsed"))
            context.Report(Mend.Removal(MendNames.Argument), ScoreRules.TwiceUnparsed, declaration.Attribute.PlaceOf("IfUnparsed"), method.Name, parsed!.ToShort(), $"Parsed<{parsed!.ToShort()}>");
        return binder.Call(arguments, "context");
    }

    /// <summary>What a single value of a type is; null where it is no score.</summary>
    public static ScoreKind? KindOf(ReadingContext context, ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ScoreKind.Truth,
        SpecialType.System_Double or SpecialType.System_Single
            or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 => ScoreKind.Number,
        _ => KnownTypes.Same(type, context.Known.MetricResult) ? ScoreKind.Result : null,
    };
}
