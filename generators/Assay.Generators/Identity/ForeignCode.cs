using Microsoft.CodeAnalysis;

namespace Assay.Generators.Identity;

/// <summary>What code of other assemblies says in a digest: name and version of the assembly, and nothing for the framework's.</summary>
internal static class ForeignCode
{
    private static readonly string[] FrameworkPrefixes = ["System.", "Microsoft.CSharp", "Microsoft.VisualBasic", "Microsoft.Win32."];

    private static readonly HashSet<string> FrameworkNames = new(StringComparer.Ordinal) { "System", "mscorlib", "netstandard", "WindowsBase" };

    /// <summary>The text for a member; null where it takes no part.</summary>
    public static string? VersionOf(ISymbol symbol)
    {
        if (symbol.ContainingAssembly?.Identity is not { } assembly || IsFramework(assembly.Name) || IsOurData(symbol))
            return null;
        return $"{assembly.Name}/{assembly.Version}";
    }

    private static bool IsFramework(string name) =>
        FrameworkNames.Contains(name) || FrameworkPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Outputs, prompts and the like only carry data; the library's static classes hold code.</summary>
    private static bool IsOurData(ISymbol symbol) =>
        symbol.ContainingAssembly.Name == "Assay" && (symbol.ContainingType is not { IsStatic: true } || symbol.ContainingType.Name == "Parsed");
}
