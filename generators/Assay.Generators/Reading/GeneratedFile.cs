using Microsoft.CodeAnalysis;

namespace Assay.Generators.Reading;

/// <summary>Tells our own files from the user's: the analyzer sees both.</summary>
internal static class GeneratedFile
{
    public const string Suffix = ".Assay.g.cs";

    public const string PlacesSuffix = ".Assay.Places.g.cs";

    public static bool IsOurs(SyntaxTree tree) =>
        tree.FilePath.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) || tree.FilePath.EndsWith(PlacesSuffix, StringComparison.OrdinalIgnoreCase);
}
