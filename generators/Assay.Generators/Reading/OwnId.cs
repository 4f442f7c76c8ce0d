using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>
/// The id that an object has by itself, which a property with an attribute gives: as far as the source says it. What the source
/// does not say is compared when the object is registered.
/// </summary>
internal static class OwnId
{
    private const string Member = "Id";

    /// <summary>Reports an object whose id differs from its attribute's.</summary>
    /// <param name="context">The class.</param>
    /// <param name="declaration">The property.</param>
    /// <param name="contract">The interface that has the id.</param>
    /// <param name="kind">What the object is.</param>
    public static void Check(ReadingContext context, Declaration declaration, string contract, string kind)
    {
        if (declaration.Symbol is IPropertySymbol property
            && context.Known.Contract(contract) is { } face
            && Of(context, property, face) is { } own
            && own != declaration.Id)
        {
            context.Report(Mend.Literal(declaration.IdPlace, own), BenchmarkRules.AnotherOwnId, declaration.IdPlace, property.Name, kind, own, declaration.Id);
        }
    }

    private static string? Of(ReadingContext context, IPropertySymbol property, INamedTypeSymbol face)
    {
        var value = property.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => ValueOf(reference.GetSyntax(context.CancellationToken))).FirstOrDefault(static found => found is not null);
        var creation = Bare(value) as BaseObjectCreationExpressionSyntax;
        var model = creation is null ? null : context.Compilation.GetSemanticModel(creation.SyntaxTree);
        var constructor = creation is null ? null : model!.GetSymbolInfo(creation, context.CancellationToken).Symbol as IMethodSymbol;
        var type = constructor?.ContainingType ?? (property.Type is INamedTypeSymbol { IsSealed: true } exact ? exact : null);
        if (type is null || IdOf(type, face) is not { } own)
            return null;
        if (!KnownTypes.IsIn(context.Compilation.Assembly, own))
            return IsOurs(own) && constructor is not null ? Argument(model!, creation!, constructor, "id") : null;
        if (own.OriginalDefinition.DeclaringSyntaxReferences is not [var source])
            return null;

        var given = Bare(ValueOf(source.GetSyntax(context.CancellationToken)));
        if (given is null)
            return null;
        var there = context.Compilation.GetSemanticModel(given.SyntaxTree);
        if (there.GetConstantValue(given, context.CancellationToken) is { HasValue: true, Value: string constant })
            return constant;
        return constructor is not null && there.GetSymbolInfo(given, context.CancellationToken).Symbol is IParameterSymbol parameter
            ? Argument(model!, creation!, constructor, parameter.Name)
            : null;
    }

    /// <summary>The property that is an object's id, unless another type may say otherwise.</summary>
    private static IPropertySymbol? IdOf(INamedTypeSymbol type, INamedTypeSymbol face) =>
        face.GetMembers(Member) is [var declared]
        && type.FindImplementationForInterfaceMember(declared) is IPropertySymbol own
        && (SymbolEqualityComparer.Default.Equals(own.ContainingType, type) || own is { IsVirtual: false, IsAbstract: false, IsOverride: false })
            ? own
            : null;

    private static bool IsOurs(ISymbol member) => member.ContainingAssembly is { Name: var name } && (name == "Assay" || name.StartsWith("Assay.", StringComparison.Ordinal));

    private static string? Argument(SemanticModel model, BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor, string name)
    {
        if (constructor.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { Type.SpecialType: SpecialType.System_String } parameter)
            return null;
        var arguments = creation.ArgumentList?.Arguments ?? default;
        var written = arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name)
            ?? (parameter.Ordinal < arguments.Count && arguments.Take(parameter.Ordinal + 1).All(static argument => argument.NameColon is null) ? arguments[parameter.Ordinal] : null);
        return written is null
            ? parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue as string : null
            : model.GetConstantValue(written.Expression).Value as string;
    }

    private static ExpressionSyntax? ValueOf(SyntaxNode property) => property is not PropertyDeclarationSyntax syntax
        ? null
        : syntax.ExpressionBody?.Expression
            ?? syntax.Initializer?.Value
            ?? syntax.AccessorList?.Accessors.Where(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)).Select(static accessor =>
                accessor.ExpressionBody?.Expression ?? (accessor.Body?.Statements is [ReturnStatementSyntax { Expression: var returned }] ? returned : null)).FirstOrDefault();

    private static ExpressionSyntax? Bare(ExpressionSyntax? value) => value switch
    {
        ParenthesizedExpressionSyntax { Expression: var inner } => Bare(inner),
        CastExpressionSyntax { Expression: var inner } => Bare(inner),
        PostfixUnaryExpressionSyntax { Operand: var inner } when value.IsKind(SyntaxKind.SuppressNullableWarningExpression) => Bare(inner),
        _ => value,
    };
}
