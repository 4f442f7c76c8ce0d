using Assay.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Finds the classes that a class is made of: its bases first, then what it includes, then itself; each once.</summary>
internal sealed class PartFinder(INamedTypeSymbol type, Compilation compilation, bool findsOthers)
{
    private const string Elsewhere = "it is in another assembly, where its code and so its identity cannot be read; move it into this project";

    private const string Whole = "it is a benchmark or an experiment itself; move what both share into a class of its own";

    private readonly HashSet<ISymbol> visited = new(SymbolEqualityComparer.Default);
    private readonly List<Part> parts = [];

    /// <summary>What is wrong with the lines by which the class takes others in.</summary>
    public List<(DiagnosticDescriptor Rule, Location Place, object[] Arguments)> Problems { get; } = [];

    /// <summary>Whether a class that is taken in has such a problem itself, which is reported there.</summary>
    public bool HasProblemsElsewhere { get; private set; }

    public IReadOnlyList<Part> Find()
    {
        Visit(type, null);
        return findsOthers ? parts : [parts[parts.Count - 1]];
    }

    /// <summary>Whether the class is a benchmark or an experiment itself.</summary>
    public static bool IsWhole(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute => attribute.Is("BenchmarkAttribute") || attribute.Is("ExperimentAttribute"));

    private void Visit(INamedTypeSymbol current, Location? place)
    {
        if (!visited.Add(current))
            return;
        if (current.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: TypeKind.Class } parent)
            VisitBase(parent, place, place ?? BasePlace(current));
        foreach (var attribute in current.GetAttributes().Where(static attribute => attribute.Is("IncludeAttribute")).InSourceOrder())
            VisitIncluded(attribute, place);
        parts.Add(new Part(current, place));
    }

    private void VisitBase(INamedTypeSymbol parent, Location? outer, Location place)
    {
        if (IsHere(parent) && !IsWhole(parent))
            Visit(parent, place);
        else if (PartDeclarations.Any(parent))
            Report(IncludeRules.NotIncludable, outer, place, parent.ToShort(), IsHere(parent) ? Whole : Elsewhere);
    }

    private void VisitIncluded(AttributeData attribute, Location? outer)
    {
        if (attribute.ConstructorArguments is not [{ Kind: TypedConstantKind.Type, Value: ITypeSymbol { TypeKind: not TypeKind.Error } included }])
            return;
        var place = outer ?? TypePlace(attribute);
        if (ProblemOf(included) is { } problem)
        {
            Report(IncludeRules.NotIncludable, outer, place, included.ToShort(), problem);
            return;
        }

        var part = (INamedTypeSymbol)included;
        if (outer is null && !PartDeclarations.Any(part))
            Report(IncludeRules.Nothing, outer, place, part.ToShort());
        Visit(part, place);
    }

    private void Report(DiagnosticDescriptor rule, Location? outer, Location place, params object[] arguments)
    {
        if (outer is null)
            Problems.Add((rule, place, arguments));
        else
            HasProblemsElsewhere = true;
    }

    private string? ProblemOf(ITypeSymbol included) => included switch
    {
        not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } => "it is no class",
        INamedTypeSymbol { IsUnboundGenericType: true } open => $"nothing says which types to take; write typeof({open.Name}<...>) with them",
        INamedTypeSymbol self when SymbolEqualityComparer.Default.Equals(self, type) => "it is this class",
        INamedTypeSymbol part when !IsHere(part) => Elsewhere,
        INamedTypeSymbol part when IsWhole(part) => Whole,
        _ => null,
    };

    private bool IsHere(INamedTypeSymbol part) => SymbolEqualityComparer.Default.Equals(part.ContainingAssembly, compilation.Assembly);

    private static Location TypePlace(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: [{ Expression: TypeOfExpressionSyntax { Type: var written } }, ..] }
            ? written.GetLocation()
            : attribute.Place();

    private static Location BasePlace(INamedTypeSymbol type)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax { BaseList.Types: [var first, ..] })
                return first.Type.GetLocation();
        }

        return type.Locations[0];
    }
}
