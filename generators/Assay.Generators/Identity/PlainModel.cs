using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Assay.Generators.Identity;

/// <summary>
/// A file's semantic model without nullable analysis, which digests do not read and which takes as long as binding does.
/// The compiler calls this option experimental: a compiler that has dropped it gives its ordinary model, with the same symbols.
/// </summary>
internal static class PlainModel
{
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree) => Of(compilation, tree, WithoutNullability);

    /// <summary>The model that the option gives, or the ordinary one where there is no such option.</summary>
    public static SemanticModel Of(Compilation compilation, SyntaxTree tree, Func<Compilation, SyntaxTree, SemanticModel> plain)
    {
        try
        {
            return plain(compilation, tree);
        }
        catch (Exception absent) when (absent is MissingMethodException or TypeLoadException)
        {
            return compilation.GetSemanticModel(tree);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SemanticModel WithoutNullability(Compilation compilation, SyntaxTree tree) =>
#pragma warning disable RSEXPERIMENTAL001 // Of falls back where the option is gone.
        compilation.GetSemanticModel(tree, SemanticModelOptions.DisableNullableAnalysis);
#pragma warning restore RSEXPERIMENTAL001
}
