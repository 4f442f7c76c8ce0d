using System.Collections.Immutable;
using Assay.CodeFixes;
using Assay.Generators.Tests.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Setup;

/// <summary>A project in an editor, whose diagnostics can be fixed.</summary>
internal sealed class FixedProject : IDisposable
{
    private readonly AdhocWorkspace workspace = new();
    private readonly ProjectId id = ProjectId.CreateNewId();
    private readonly string[] dataFiles;
    private Solution solution;

    public FixedProject(IEnumerable<SourceFile> files, params string[] dataFiles)
    {
        this.dataFiles = dataFiles;
        var empty = TestCompilation.Create();
        solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, empty.AssemblyName!, empty.AssemblyName!, LanguageNames.CSharp, compilationOptions: empty.Options, parseOptions: TestCompilation.ParseOptions, metadataReferences: empty.References));
        foreach (var file in files)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), file.Path, file.Text, filePath: file.Path);
    }

    /// <summary>Every fix there is.</summary>
    public static ImmutableArray<CodeFixProvider> Providers { get; } =
    [
        .. typeof(EditCodeFix).Assembly.GetTypes()
            .Where(static type => type.IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static FixedProject Of(string example, params string[] dataFiles) => new(DocumentedExample.FilesOf(example), dataFiles);

    public async Task<ImmutableArray<Diagnostic>> AnalyzeAsync() => await GeneratorTest.AnalyzeAsync(await CompileAsync(), dataFiles);

    public async Task<CSharpCompilation> CompileAsync() => (CSharpCompilation)(await Project.GetCompilationAsync(Stop))!;

    public async Task<string> ReadAsync(string path = "/project/Example.cs") => (await Project.Documents.Single(document => document.FilePath == path).GetTextAsync(Stop)).ToString();

    /// <summary>What an editor offers for the first diagnostic of a rule.</summary>
    public async Task<IReadOnlyList<CodeAction>> OfferedAsync(string rule) => [.. (await OffersAsync(rule)).Select(static offer => offer.Action)];

    /// <summary>Takes the one offer for the first diagnostic of a rule.</summary>
    public async Task FixAsync(string rule) => await ApplyAsync(Assert.Single(await OffersAsync(rule)).Action);

    /// <summary>Takes it for all of the project's diagnostics of the rule that have the same fix.</summary>
    public async Task FixAllAsync(string rule)
    {
        var (provider, action) = Assert.Single(await OffersAsync(rule));
        var found = await AnalyzeAsync();
        var context = new FixAllContext(Project, provider, FixAllScope.Project, action.EquivalenceKey, [rule], new Found(found), Stop);
        await ApplyAsync((await provider.GetFixAllProvider()!.GetFixAsync(context))!);
    }

    public void Dispose() => workspace.Dispose();

    private Project Project => solution.GetProject(id)!;

    private async Task<List<(CodeFixProvider Provider, CodeAction Action)>> OffersAsync(string rule)
    {
        var diagnostic = (await AnalyzeAsync()).First(candidate => candidate.Id == rule);
        var offers = new List<(CodeFixProvider, CodeAction)>();
        foreach (var provider in Providers.Where(provider => provider.FixableDiagnosticIds.Contains(rule)))
        {
            var context = new CodeFixContext(solution.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => offers.Add((provider, action)), Stop);
            await provider.RegisterCodeFixesAsync(context);
        }

        return offers;
    }

    private async Task ApplyAsync(CodeAction action)
    {
        var operation = Assert.Single(await action.GetOperationsAsync(Stop));
        solution = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution;
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
