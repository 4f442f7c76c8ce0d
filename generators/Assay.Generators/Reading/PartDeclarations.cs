using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Reading;

/// <summary>Tells classes that declare parts of benchmarks from all others.</summary>
internal static class PartDeclarations
{
    private static readonly HashSet<string> OnMembers = new(StringComparer.Ordinal)
    {
        "Slice", "Task", "Prompt", "Parse", "Score", "SliceScore", "Engine", "Tool", "McpServer", "Judge", "Hook",
        "BeforeInference", "AfterInference", "BeforeParse", "AfterParse", "BeforeScore", "AfterScore",
    };

    private static readonly HashSet<string> OnTypes = new(StringComparer.Ordinal) { "Model", "Inference", "InferenceGrid", "Gate", "Limit", "Include" };

    private static readonly HashSet<string> Wholes = new(StringComparer.Ordinal) { "Benchmark", "Experiment" };

    /// <summary>Whether a class declares anything.</summary>
    public static bool Any(INamedTypeSymbol type) =>
        type.GetAttributes().Any(static attribute => IsOurs(attribute, OnTypes))
        || type.GetMembers().Any(static member => member.GetAttributes().Any(static attribute => IsOurs(attribute, OnMembers)));

    /// <summary>Whether a class may declare something, by the names of its attributes alone: quick enough for every class of a project.</summary>
    public static bool MayHave(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
        && (Names(declaration.AttributeLists, OnTypes) || declaration.Members.Any(static member => Names(member.AttributeLists, OnMembers))));

    /// <summary>Whether a class may be a benchmark or an experiment, by its syntax alone: its attribute may have another name in its file.</summary>
    public static bool MayBeWhole(TypeDeclarationSyntax declaration) =>
        Names(declaration.AttributeLists, Wholes) || (declaration.AttributeLists.Count > 0 && Names(declaration.AttributeLists, AliasesIn(declaration)));

    /// <summary>Whether a class may be one whose attribute has another name in the whole project: whether it does stand in another file.</summary>
    public static bool MayBeRenamed(TypeDeclarationSyntax declaration) =>
        declaration.AttributeLists.Count > 0 && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Whether a class may be one by the names that its attribute has in the whole project.</summary>
    public static bool MayBeWhole(TypeDeclarationSyntax declaration, HashSet<string> aliases) =>
        aliases.Count > 0 && Names(declaration.AttributeLists, aliases);

    /// <summary>The names that a file gives to benchmarks' and experiments' attributes in every file.</summary>
    public static IEnumerable<string> GlobalAliasesIn(SyntaxNode root) => root is CompilationUnitSyntax { Usings: { Count: > 0 } usings }
        ? AliasesOf(usings.Where(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None)))
        : [];

    /// <summary>Whether a class may have prompts, by its syntax alone, whatever their attributes are called.</summary>
    public static bool MayHavePrompts(TypeDeclarationSyntax declaration) =>
        declaration.Members.Any(static member => member is MethodDeclarationSyntax { AttributeLists.Count: > 0 });

    private static bool IsOurs(AttributeData attribute, HashSet<string> names) =>
        attribute.AttributeClass is { Name: var name } && name.EndsWith("Attribute", StringComparison.Ordinal) && names.Contains(Short(name)) && attribute.Is(name);

    private static bool Names(SyntaxList<AttributeListSyntax> lists, HashSet<string> names) =>
        lists.Any(list => list.Attributes.Any(attribute => names.Contains(Short(NameOf(attribute.Name)))));

    private static HashSet<string> AliasesIn(SyntaxNode node) => new(
        node.Ancestors().SelectMany(static outer => AliasesOf(outer switch
        {
            CompilationUnitSyntax unit => unit.Usings,
            BaseNamespaceDeclarationSyntax space => space.Usings,
            _ => [],
        })),
        StringComparer.Ordinal);

    private static IEnumerable<string> AliasesOf(IEnumerable<UsingDirectiveSyntax> usings) => usings
        .Where(static directive => directive is { Alias: not null, Name: { } name } && Wholes.Contains(Short(NameOf(name))))
        .Select(static directive => Short(directive.Alias!.Name.Identifier.ValueText));

    private static string NameOf(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };

    private static string Short(string name) =>
        name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
}
