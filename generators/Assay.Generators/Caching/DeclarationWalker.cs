using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Caching;

/// <summary>Collects what a file declares for others.</summary>
internal sealed class DeclarationWalker : CSharpSyntaxWalker
{
    private const string Attribute = "Attribute";

    /// <summary>Namespaces whose types the compiler or this generator looks up without their being named.</summary>
    private static readonly string[] KnownNamespaces = ["System", "Microsoft", "Assay"];

    /// <summary>Extension methods that the compiler calls for syntax that does not name them.</summary>
    private static readonly HashSet<string> Implied = new(StringComparer.Ordinal)
    {
        "Add", "Cast", "Deconstruct", "Dispose", "DisposeAsync", "GetAsyncEnumerator", "GetAwaiter", "GetEnumerator", "GetPinnableReference",
        "GroupBy", "GroupJoin", "Join", "OrderBy", "OrderByDescending", "Select", "SelectMany", "ThenBy", "ThenByDescending", "Where",
    };

    private readonly Stack<string> needed = new();

    public List<Declared> Declarations { get; } = [];

    public HashSet<string> Namespaces { get; } = new(StringComparer.Ordinal);

    public bool IsEverywhere { get; private set; }

    public override void VisitCompilationUnit(CompilationUnitSyntax node)
    {
        IsEverywhere |= node.AttributeLists.Count > 0 || node.Externs.Count > 0 || node.Usings.Any(static directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None));
        if (node.Members.Any(static member => member is GlobalStatementSyntax))
            Add("Program");
        base.VisitCompilationUnit(node);
    }

    public override void VisitNamespaceDeclaration(NamespaceDeclarationSyntax node) => InNamespace(node, () => base.VisitNamespaceDeclaration(node));

    public override void VisitFileScopedNamespaceDeclaration(FileScopedNamespaceDeclarationSyntax node) => InNamespace(node, () => base.VisitFileScopedNamespaceDeclaration(node));

    public override void VisitClassDeclaration(ClassDeclarationSyntax node) => InType(node, () => base.VisitClassDeclaration(node));

    public override void VisitStructDeclaration(StructDeclarationSyntax node) => InType(node, () => base.VisitStructDeclaration(node));

    public override void VisitInterfaceDeclaration(InterfaceDeclarationSyntax node) => InType(node, () => base.VisitInterfaceDeclaration(node));

    public override void VisitRecordDeclaration(RecordDeclarationSyntax node) => InType(node, () => base.VisitRecordDeclaration(node));

    public override void VisitEnumDeclaration(EnumDeclarationSyntax node) => Add(node.Identifier.ValueText);

    public override void VisitDelegateDeclaration(DelegateDeclarationSyntax node) => Add(node.Identifier.ValueText);

    public override void VisitExtensionBlockDeclaration(ExtensionBlockDeclarationSyntax node) => IsEverywhere = true;

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (node.ParameterList.Parameters is not [{ Modifiers: var modifiers }, ..] || !modifiers.Any(SyntaxKind.ThisKeyword))
            return;
        var name = node.Identifier.ValueText;
        IsEverywhere |= Implied.Contains(name);
        Declarations.Add(new Declared(name, InnermostNamespace(node)));
    }

    // What stands in other members declares nothing for others.
    public override void VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
    }

    public override void VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
    }

    public override void VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
    }

    public override void VisitGlobalStatement(GlobalStatementSyntax node)
    {
    }

    private static string InnermostNamespace(SyntaxNode node) =>
        node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>() is { } space ? Last(space.Name) : "";

    private static string Last(NameSyntax name) => name.DescendantTokens().LastOrDefault(static token => token.IsKind(SyntaxKind.IdentifierToken)).ValueText ?? "";

    private static string FullName(BaseNamespaceDeclarationSyntax node) =>
        string.Join(".", node.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().SelectMany(static space => space.Name.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)));

    private void InNamespace(BaseNamespaceDeclarationSyntax node, Action visit)
    {
        var name = FullName(node);
        Namespaces.Add(name);
        IsEverywhere |= Array.IndexOf(KnownNamespaces, name.Split('.')[0]) >= 0;
        var outer = needed.ToArray();
        needed.Clear();
        needed.Push(Last(node.Name));
        visit();
        needed.Clear();
        for (var i = outer.Length - 1; i >= 0; i--)
            needed.Push(outer[i]);
    }

    private void InType(TypeDeclarationSyntax node, Action visit)
    {
        Add(node.Identifier.ValueText);
        needed.Push(node.Identifier.ValueText);
        visit();
        needed.Pop();
    }

    private void Add(string name)
    {
        var others = string.Join(Declared.Separator.ToString(), needed);
        Declarations.Add(new Declared(name, others));
        if (name.Length > Attribute.Length && name.EndsWith(Attribute, StringComparison.Ordinal))
            Declarations.Add(new Declared(name.Substring(0, name.Length - Attribute.Length), others));
    }
}
