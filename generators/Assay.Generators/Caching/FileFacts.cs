using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Caching;

/// <summary>What can be said of a file by its syntax alone; found once for each version of a file.</summary>
internal sealed class FileFacts
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileFacts> Known = new();

    private FileFacts(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        Tree = tree;
        foreach (var token in root.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                Names.Add(token.ValueText);
        }

        var walker = new DeclarationWalker();
        walker.Visit(root);
        Declarations = walker.Declarations;
        Namespaces = walker.Namespaces;
        IsEverywhere = walker.IsEverywhere;
    }

    public SyntaxTree Tree { get; }

    /// <summary>Every identifier in it.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Declared> Declarations { get; }

    /// <summary>The namespaces that it declares something in, in full.</summary>
    public IReadOnlyCollection<string> Namespaces { get; }

    /// <summary>Whether code in other files may mean it without a name: global usings, attributes of the assembly, what the compiler calls by itself.</summary>
    public bool IsEverywhere { get; }

    public static FileFacts Of(SyntaxTree tree) => Known.GetValue(tree, static made => new FileFacts(made));
}
