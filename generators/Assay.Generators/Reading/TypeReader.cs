using Assay.Generators.Collections;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Reads how generated code names and continues a class.</summary>
internal static class TypeReader
{
    public static TypeModel Read(INamedTypeSymbol type)
    {
        var containers = ContainersOf(type).Reverse().ToList();
        var names = string.Join(".", containers.Append(type).Select(StemOf));
        var stem = type.ContainingNamespace.IsGlobalNamespace ? names : $"{type.ContainingNamespace.ToDisplayString()}.{names}";
        return new TypeModel(type.ContainingNamespace.ToDeclaration(), NameOf(type), type.Name, KeywordOf(type), stem.Replace("@", ""))
        {
            Containers = containers.Select(static container => $"partial {KeywordOf(container)} {NameOf(container)}").ToEquatable(),
            ContainerNames = containers.Select(NameOf).ToEquatable(),
        };
    }

    /// <summary>Whether every declaration of a class lets the generator write another.</summary>
    public static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.All(static reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(static modifier => modifier.ValueText == "partial"));

    /// <summary>The types around a class, the innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> ContainersOf(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            yield return outer;
    }

    private static string NameOf(INamedTypeSymbol type)
    {
        var name = TypeNames.EscapeType(type.Name);
        return type.TypeParameters.IsEmpty ? name : $"{name}<{string.Join(", ", type.TypeParameters.Select(static parameter => TypeNames.Escape(parameter.Name)))}>";
    }

    private static string StemOf(INamedTypeSymbol type) =>
        type.TypeParameters.IsEmpty ? type.Name : $"{type.Name}{{{string.Join(",", type.TypeParameters.Select(static parameter => parameter.Name))}}}";

    private static string KeywordOf(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
