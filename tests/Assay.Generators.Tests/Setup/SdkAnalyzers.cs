using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators.Tests.Setup;

/// <summary>The analyzers that come with the SDK, as <c>AnalysisMode</c> <c>All</c> sets them.</summary>
internal static class SdkAnalyzers
{
    /// <summary>Every analyzer of the SDK's quality rules.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Load()
    {
        var root = new DirectoryInfo(Path.GetDirectoryName(typeof(object).Assembly.Location)!).Parent!.Parent!.Parent!.FullName;
        var folder = Directory.GetDirectories(Path.Combine(root, "sdk"))
            .Select(static sdk => Path.Combine(sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers"))
            .Where(Directory.Exists)
            .OrderBy(static path => path, StringComparer.Ordinal)
            .Last();
        return
        [
            .. new[] { "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll" }
                .SelectMany(file => Assembly.LoadFrom(Path.Combine(folder, file)).GetTypes())
                .Where(static type => !type.IsAbstract && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } attribute && attribute.Languages.Contains(LanguageNames.CSharp))
                .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
    }

    /// <summary>Every one of their rules as a warning.</summary>
    public static ImmutableDictionary<string, ReportDiagnostic> AllRules(ImmutableArray<DiagnosticAnalyzer> analyzers) => analyzers
        .SelectMany(static analyzer => analyzer.SupportedDiagnostics)
        .Select(static rule => rule.Id)
        .Distinct(StringComparer.Ordinal)
        .ToImmutableDictionary(static id => id, static _ => ReportDiagnostic.Warn, StringComparer.Ordinal);
}
