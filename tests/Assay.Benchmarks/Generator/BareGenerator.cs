using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Benchmarks.Generator;

/// <summary>A generator that visits every attributed class and reads nothing: the least that the compiler takes for one that does.</summary>
internal sealed class BareGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var classes = context.SyntaxProvider.CreateSyntaxProvider(static (node, _) => node is ClassDeclarationSyntax { AttributeLists.Count: > 0 }, static (node, _) =>
        {
            GC.KeepAlive(node.SemanticModel);
            return ((ClassDeclarationSyntax)node.Node).Identifier.ValueText;
        });
        context.RegisterSourceOutput(classes, static (output, name) => output.AddSource($"{name}.Bare.g.cs", $"// {name}"));
    }
}
