using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Finds what an id in an attribute refers to: the id itself, or a member that <c>nameof</c> names.</summary>
internal static class References
{
    /// <summary>The id that is meant: of the member where <c>nameof</c> names one of the declarations, else the text as it is.</summary>
    public static string IdOf(this ReadingContext context, string text, Location place, IReadOnlyList<Declaration> declarations)
    {
        if (NamedBy(place) is not { } named)
            return text;
        if (named is IdentifierNameSyntax simple && OwnMember(context, simple) is { } own)
            return declarations.FirstOrDefault(declaration => SymbolEqualityComparer.Default.Equals(declaration.Symbol, own))?.Id ?? text;
        var info = context.Compilation.GetSemanticModel(named.SyntaxTree).GetSymbolInfo(named, context.CancellationToken);
        var symbols = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
        return declarations.FirstOrDefault(declaration => symbols.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, declaration.Symbol.OriginalDefinition)))?.Id ?? text;
    }

    /// <summary>The member that a text means: the one that <c>nameof</c> names, else the declaration of that id, else the member of that name; null where there is none.</summary>
    public static ISymbol? MemberOf(this ReadingContext context, string text, Location place, IReadOnlyList<Declaration> declarations)
    {
        var members = context.Parts.SelectMany(static part => part.Type.GetMembers()).Where(static member => member is IPropertySymbol or IMethodSymbol).ToList();
        if (NamedBy(place) is { } named)
        {
            var info = context.Compilation.GetSemanticModel(named.SyntaxTree).GetSymbolInfo(named, context.CancellationToken);
            var symbols = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
            return members.Find(member => symbols.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, member.OriginalDefinition)));
        }

        return declarations.FirstOrDefault(declaration => declaration.Id == text)?.Symbol ?? members.Find(member => member.Name == text);
    }

    /// <summary>An attribute's named text as <see cref="IdOf"/> reads it; null where it is not written.</summary>
    public static string? NamedId(this ReadingContext context, AttributeData attribute, string name, IReadOnlyList<Declaration> declarations) =>
        attribute.NamedText(name) is { } text ? context.IdOf(text, attribute.PlaceOf(name), declarations) : null;

    /// <summary>The member that a simple name in an attribute of a member means, without a question to the compiler: the class's only one of that name, where nothing nearer has it.</summary>
    private static ISymbol? OwnMember(ReadingContext context, IdentifierNameSyntax named)
    {
        var name = named.Identifier.ValueText;
        return named.FirstAncestorOrSelf<MemberDeclarationSyntax>() is (MethodDeclarationSyntax or PropertyDeclarationSyntax) and { Parent: TypeDeclarationSyntax type } member
            && (member as MethodDeclarationSyntax)?.TypeParameterList is null
            && (member as MethodDeclarationSyntax)?.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name) != true
            && context.Type.TypeParameters.IsEmpty
            && context.Type.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == type.SyntaxTree && reference.Span == type.Span)
            && context.Type.GetMembers(name) is [var own]
                ? own
                : null;
    }

    private static ExpressionSyntax? NamedBy(Location place) =>
        place.SourceTree?.GetRoot().FindNode(place.SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax
        {
            Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" },
            ArgumentList.Arguments: [{ Expression: var named }],
        }
            ? named
            : null;
}
