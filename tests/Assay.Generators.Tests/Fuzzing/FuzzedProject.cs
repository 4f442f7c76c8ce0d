using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Assay.Generators.Tests.Fuzzing;

/// <summary>A project of which everything but the fuzzed sources stays, with one driver that sees all its states in turn.</summary>
internal sealed class FuzzedProject(SourceCorpus corpus)
{
    /// <summary>Where the compiler cannot read the source, one of so many is analyzed: the generator reads as the analyzer does, and the compiler has said no already.</summary>
    private const int AnalyzedSyntaxErrors = 4;

    private readonly CSharpCompilation empty = Sequential(TestCompilation.Create(
        [new SourceFile("/project/Usings.cs", "global using System.IO;\n" + Sources.Usings), new SourceFile("/project/Xunit.cs", Sources.Xunit)]));

    /// <summary>Files that stay as they are, parsed.</summary>
    private readonly Dictionary<SourceFile, SyntaxTree> unchanged = [];

    private readonly CompilationWithAnalyzersOptions analysis = new(
        new AnalyzerOptions([.. corpus.DataFiles.Select(static AdditionalText (path) => new TestOptions.DataFile(path))], new TestOptions()), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);

    private int checkedSyntaxErrors;

    private GeneratorDriver driver = GeneratorTest.Driver(tracksSteps: false);

    /// <summary>How many projects compiled with benchmarks in them, so that their generated code was checked by the compiler.</summary>
    public int Compiled { get; private set; }

    /// <summary>How many had an error of Assay's rules.</summary>
    public int Refused { get; private set; }

    /// <summary>The errors of the project that was checked last.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; private set; } = [];

    /// <summary>What the generator or the analyzer did wrong; null where nothing.</summary>
    public async Task<string?> CheckAsync(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var compilation = Compilation(files);
        driver = driver.RunGenerators(compilation, cancellationToken);
        var result = driver.GetRunResult().Results.Single();
        if (result.Exception is { } thrown)
            return $"The generator threw: {thrown}";
        var isWrongSyntax = compilation.SyntaxTrees.Any(tree => tree.GetDiagnostics(cancellationToken).Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        if (isWrongSyntax && checkedSyntaxErrors++ % AnalyzedSyntaxErrors != 0)
            return null;

        var generated = compilation.AddSyntaxTrees(result.GeneratedSources.Select(static source => source.SyntaxTree));
        var diagnostics = await generated.WithAnalyzers([new AssayAnalyzer()], analysis).GetAllDiagnosticsAsync(cancellationToken);
        var broken = diagnostics.FirstOrDefault(diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal) || (IsOurs(diagnostic) && (diagnostic.Location.SourceTree is not { } tree || !compilation.ContainsSyntaxTree(tree))));
        if (broken is not null)
            return $"The analyzer threw or named no place in the source: {broken}";

        var errors = diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && (!diagnostic.IsSuppressed || IsOurs(diagnostic))).ToList();
        Errors = errors;
        if (errors.Exists(IsOurs))
        {
            Refused++;
            return null;
        }

        if (errors.Count == 0)
        {
            Compiled += result.GeneratedSources.IsEmpty ? 0 : 1;
            var warning = diagnostics.FirstOrDefault(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Warning, IsSuppressed: false, Location.SourceTree: { } tree } && !compilation.ContainsSyntaxTree(tree));
            return warning is null ? null : $"Generated code has a warning: {warning}";
        }

        var mutated = compilation.GetSemanticModel(compilation.SyntaxTrees.First(tree => tree.FilePath == files[0].Path));
        return isWrongSyntax || HasOwnError(mutated.GetDiagnostics(null, cancellationToken)) || HasOwnError(compilation.GetDiagnostics(cancellationToken)) ? null : $"Code that was generated without an error does not compile: {errors[0]}";
    }

    /// <summary>Whether the driver, which saw other states before, has the files that a new one writes.</summary>
    public bool IsAsNew(IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var compilation = Compilation(files);
        driver = driver.RunGenerators(compilation, cancellationToken);
        return Texts(driver).SequenceEqual(Texts(GeneratorTest.Driver(tracksSteps: false).RunGenerators(compilation, cancellationToken)));
    }

    /// <summary>The same, bound by one thread: the projects themselves are checked side by side.</summary>
    private static CSharpCompilation Sequential(CSharpCompilation compilation) => compilation.WithOptions(compilation.Options.WithConcurrentBuild(false));

    private static bool HasOwnError(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !IsMissingPrompt(diagnostic));

    /// <summary>Whether the compiler misses the body that the generator must write.</summary>
    private static bool IsMissingPrompt(Diagnostic diagnostic) => diagnostic.Id == "CS8795"
        && diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan) is MethodDeclarationSyntax { AttributeLists: var lists }
        && lists.Any(static list => list.Attributes.Any(static attribute => attribute.Name.ToString() == "Prompt"));

    private CSharpCompilation Compilation(IReadOnlyList<SourceFile> files) =>
        empty.AddSyntaxTrees(files.Where(static file => !file.Path.EndsWith("unit.cs", StringComparison.OrdinalIgnoreCase)).Select((file, i) => i == 0 ? TestCompilation.Parse(file) : Unchanged(file)));

    private SyntaxTree Unchanged(SourceFile file)
    {
        if (!unchanged.TryGetValue(file, out var tree))
            unchanged.Add(file, tree = TestCompilation.Parse(file));
        return tree;
    }

    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("ASY", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources.Select(static source => $"{source.HintName}\n{source.SourceText}").Order(StringComparer.Ordinal);
}
