using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>The places of a member's types.</summary>
internal static class SignatureSyntax
{
    public static Location ReturnPlace(ISymbol member) => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        MethodDeclarationSyntax method => method.ReturnType.GetLocation(),
        PropertyDeclarationSyntax property => property.Type.GetLocation(),
        _ => member.Locations[0],
    };

    public static Location TypePlace(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax { Type: { } type } ? type.GetLocation() : parameter.Locations[0];
}
