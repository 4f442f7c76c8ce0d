using System.Text;
using Assay.Generators.Templates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Identity;

/// <summary>Spells syntax without what does not change its meaning: white space, comments, accessibility, the library's own attributes.</summary>
internal static class NormalisedSyntax
{
    private const char Separator = '\u001f';

    public static string Of(SyntaxNode node, SemanticModel model)
    {
        var text = new StringBuilder();
        foreach (var token in node.DescendantTokens(child => child is not AttributeListSyntax list || !IsOurs(list, model)))
        {
            if (!IsAccessibility(token))
                text.Append(LineEndings.Normalise(token.Text)).Append(Separator);
        }

        return text.ToString();
    }

    private static bool IsAccessibility(SyntaxToken token) =>
        token.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.PrivateKeyword or SyntaxKind.ProtectedKeyword;

    private static bool IsOurs(AttributeListSyntax list, SemanticModel model) =>
        list.Attributes.All(attribute => model.GetTypeInfo(attribute).Type is { ContainingAssembly.Name: "Assay" });
}
