using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Identity;

/// <summary>The syntax that makes a member what it is.</summary>
internal static class CodeParts
{
    public static IEnumerable<SyntaxNode> Of(ISymbol symbol, SyntaxNode syntax) => syntax switch
    {
        TypeDeclarationSyntax type when symbol is IMethodSymbol => new SyntaxNode?[] { type.ParameterList, type.BaseList }.OfType<SyntaxNode>(),
        TypeDeclarationSyntax => [],
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator => [declaration.Type, declarator],
        _ => [syntax],
    };

    public static bool HasInitialiser(ISymbol member) => member is IFieldSymbol or IPropertySymbol && member.DeclaringSyntaxReferences.Any(static reference =>
        reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null });
}
