using Assay.Generators.Diagnostics;
using Assay.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators.Reading;

/// <summary>Reports, once in a project, where the slices get no tests or tests that nothing may run.</summary>
internal static class FrameworkAnalysis
{
    /// <param name="context">The end of the compilation.</param>
    /// <param name="benchmarks">Where the benchmarks' attributes stand; without one there is nothing to say.</param>
    public static void Report(CompilationAnalysisContext context, IEnumerable<Location> benchmarks)
    {
        var place = benchmarks.OrderBy(static place => place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static place => place.SourceSpan.Start).FirstOrDefault();
        if (place is null)
            return;
        var frameworks = FrameworkReader.Read(context.Compilation, context.Options.AnalyzerConfigOptionsProvider);
        if (frameworks.LacksAdapter)
            context.ReportDiagnostic(Diagnostic.Create(TestRules.NoAdapter, place, Packages(frameworks.Present, "or")));
        else if (frameworks.IsUnclear)
            context.ReportDiagnostic(Diagnostic.Create(TestRules.SeveralAdapters, place, frameworks.Chosen, Packages(frameworks.Adapters, "and")));
        else if (frameworks.WantsAbsent)
            context.ReportDiagnostic(Diagnostic.Create(TestRules.UnknownFramework, place, frameworks.Wanted, Join([.. FrameworksModel.List(frameworks.Adapters).Select(static framework => framework.ToString()), FrameworksModel.NoTests], "or")));
    }

    private static string Packages(TestFrameworks frameworks, string word) =>
        Join([.. FrameworksModel.List(frameworks).Select(static framework => $"Assay.{framework}")], word);

    private static string Join(IReadOnlyList<string> names, string word) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} {word} {names[names.Count - 1]}";
}
