using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Identity;

/// <summary>The names that using aliases give in a compilation, whichever file they hold in: only such names are worth a question to the compiler.</summary>
internal sealed class AliasNames(Compilation compilation)
{
    private readonly Lazy<HashSet<string>> names = new(() => new HashSet<string>(compilation.SyntaxTrees.SelectMany(static tree => Of(tree.GetRoot())), StringComparer.Ordinal));

    /// <summary>What the using aliases mean that a piece of code names: the code itself reads the same when they change.</summary>
    public IEnumerable<string> In(SyntaxNode root, SemanticModel model, CancellationToken cancellationToken) => names.Value.Count == 0
        ? []
        : root.DescendantNodesAndSelf()
            .OfType<IdentifierNameSyntax>()
            .Where(name => names.Value.Contains(name.Identifier.ValueText))
            .Select(name => model.GetAliasInfo(name, cancellationToken))
            .OfType<IAliasSymbol>()
            .Select(static alias => $"{alias.Name}={alias.Target.ToDisplayString()}")
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Of(SyntaxNode node)
    {
        var (usings, members) = node switch
        {
            CompilationUnitSyntax unit => (unit.Usings, unit.Members),
            BaseNamespaceDeclarationSyntax space => (space.Usings, space.Members),
            _ => default,
        };
        foreach (var directive in usings)
        {
            if (directive.Alias is { } alias)
                yield return alias.Name.Identifier.ValueText;
        }

        foreach (var name in members.OfType<BaseNamespaceDeclarationSyntax>().SelectMany(Of))
            yield return name;
    }
}
