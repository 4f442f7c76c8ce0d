using Assay.Generators.Diagnostics;
using Assay.Generators.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Assay.Generators.Reading;

/// <summary>
/// Reports constant paths of data files that do not exist. The project's targets list its data files as additional
/// files, since analyzers may not touch the disk; a path outside that list's reach is left to the run.
/// </summary>
internal static class DataFileAnalysis
{
    private static readonly string[] Extensions = [".jsonl", ".json", ".csv"];

    public static void Register(CompilationStartAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider;
        if (!options.GlobalOptions.TryGetValue("build_property.AssayChecksDataFiles", out var isChecked)
            || !string.Equals(isChecked, "true", StringComparison.OrdinalIgnoreCase)
            || ProjectFolder.Of(options.GlobalOptions) is not { } projectDirectory)
        {
            return;
        }

        INamedTypeSymbol?[] factories = [context.Compilation.GetTypeByMetadataName("Assay.Dataset"), context.Compilation.GetTypeByMetadataName("Assay.Recording")];
        var files = new Lazy<HashSet<string>>(() => Files(context.Options, projectDirectory));
        context.RegisterOperationAction(operation => Analyze(operation, factories, files), OperationKind.Invocation);
    }

    private static HashSet<string> Files(AnalyzerOptions options, string projectDirectory)
    {
        var isWindows = projectDirectory.Contains('\\') || projectDirectory.Contains(':');
        var data = options.AdditionalFiles.Where(file =>
            options.AnalyzerConfigOptionsProvider.GetOptions(file).TryGetValue("build_metadata.AdditionalFiles.AssayData", out var mark)
            && string.Equals(mark, "true", StringComparison.OrdinalIgnoreCase));
        var paths = data.Select(file => ProjectPath.Relative(file.Path, projectDirectory)).OfType<string>();
        return new HashSet<string>(paths, isWindows ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol?[] factories, Lazy<HashSet<string>> files)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("Jsonl" or "Json" or "Csv") || !factories.Contains(call.TargetMethod.ContainingType, SymbolEqualityComparer.Default))
            return;
        var argument = call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "path");
        if (argument?.Value is not { ConstantValue: { HasValue: true, Value: string path } } value || !IsListed(path))
            return;
        var written = string.Join("/", ProjectPath.Segments(path));
        if (files.Value.Contains(written))
            return;
        var place = value.Syntax.GetLocation();
        var closest = Suggestion.Closest(written, files.Value);
        var suggestion = closest is null ? "" : $"; did you mean '{closest}'?";
        context.ReportDiagnostic(Diagnostic.Create(SliceRules.MissingFile, place, Mend.Literal(place, closest)?.Properties, path, suggestion));
    }

    /// <summary>Whether an existing file of this path would be in the list: within the project, a known extension, no folder that projects leave out.</summary>
    private static bool IsListed(string path)
    {
        if (path.StartsWith("/", StringComparison.Ordinal) || path.StartsWith("\\", StringComparison.Ordinal) || path.Contains(':'))
            return false;
        var segments = ProjectPath.Segments(path);
        if (segments.Exists(static segment => segment.StartsWith(".", StringComparison.Ordinal)) || segments is ["bin" or "obj", ..])
            return false;
        return Array.Exists(Extensions, extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));
    }
}
