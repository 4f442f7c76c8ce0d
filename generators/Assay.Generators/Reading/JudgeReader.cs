using Assay.Generators.Collections;
using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Reading;

/// <summary>Reads <c>[Judge]</c> members.</summary>
internal static class JudgeReader
{
    public static EquatableArray<JudgeModel> Read(ReadingContext context, BenchmarkMembers members, ItemModel items)
    {
        var judges = new List<JudgeModel>();
        foreach (var declaration in members.Judges)
        {
            if ((declaration.Symbol is IMethodSymbol method ? Function(context, declaration, method, items) : Instance(context, declaration)) is { } judge)
                judges.Add(judge);
        }

        return judges.ToEquatable();
    }

    private static JudgeModel? Instance(ReadingContext context, Declaration declaration)
    {
        var property = (IPropertySymbol)declaration.Symbol;
        if (property is { GetMethod: not null, IsIndexer: false } && context.Implements(property.Type, "IJudge"))
        {
            OwnId.Check(context, declaration, "IJudge", "judge");
            return new JudgeModel(declaration.Id, "", new CallModel(MemberAccess.Of(context, property), UsesContext: false, UsesToken: false), ReturnForm.Value, null) { IsInstance = true, Member = TypeNames.OfMember(property) };
        }

        context.Report(JudgeRules.Signature, SignatureSyntax.ReturnPlace(property), property.Name, $"its type is {property.Type.ToShort()}");
        return null;
    }

    private static JudgeModel? Function(ReadingContext context, Declaration declaration, IMethodSymbol method, ItemModel items)
    {
        var (form, returned) = ReturnReading.Of(context, method);
        var isVerdict = KnownTypes.Same(returned, context.Known.Contract("JudgeVerdict"));
        var isTruth = returned.SpecialType == SpecialType.System_Boolean;
        if (!isVerdict && !isTruth && !IsNumber(context, returned))
        {
            if (returned.TypeKind != TypeKind.Error)
                context.Report(JudgeRules.Signature, SignatureSyntax.ReturnPlace(method), method.Name, $"it returns {returned.ToShort()}");
            return null;
        }

        var binder = new ParameterBinder(context, JudgeRules.Signature, method,
        [
            new Source(Source.Item, items.Type, "request.Item.Value", IsBoxed: true),
            new Source("the output", context.Known.Output, "request.Outputs[0]"),
            new Source(Source.Request, context.Known.Contract("JudgeRequest"), "request"),
            new Source("the token", context.Known.CancellationToken, "cancellationToken"),
        ]);
        return binder.Bind() is { } arguments
            ? new JudgeModel(declaration.Id, context.VersionOf(declaration), binder.Call(arguments, "request"), form, isVerdict ? null : isTruth ? "new global::Assay.Contracts.JudgeVerdict({0} ? 1 : 0)" : "new global::Assay.Contracts.JudgeVerdict({0})") { IsPaid = declaration.Attribute.NamedTruth("Paid", otherwise: false) }
            : null;
    }

    private static bool IsNumber(ReadingContext context, ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.None or SpecialType.System_Char)
        && context.Compilation.ClassifyConversion(type, context.Compilation.GetSpecialType(SpecialType.System_Double)) is { Exists: true, IsImplicit: true, IsNumeric: true } or { IsIdentity: true };
}
