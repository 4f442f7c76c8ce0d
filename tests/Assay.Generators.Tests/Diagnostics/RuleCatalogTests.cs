using System.Text.RegularExpressions;
using Assay.Generators.Diagnostics;
using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

/// <summary>Every rule has an id of its own, an entry in the release file, and a page whose examples are true.</summary>
public sealed partial class RuleCatalogTests
{
    private const string DataFile = "/project/data/billing.jsonl";

    private static readonly string Pages = Path.Combine(Snapshot.RepositoryRoot(), "docs", "diagnostics");

    public static TheoryData<string> Ids => [.. AllRules.List.Select(static rule => rule.Id)];

    [Fact]
    public void Ids_are_unique() => Assert.Equal(AllRules.List.Length, AllRules.List.Select(static rule => rule.Id).Distinct().Count());

    [Fact]
    public void Every_rule_is_in_the_list()
    {
        var declared = typeof(AllRules).Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(AllRules).Namespace)
            .SelectMany(static type => type.GetFields())
            .Select(static field => field.GetValue(null))
            .OfType<Microsoft.CodeAnalysis.DiagnosticDescriptor>();
        Assert.Equal(declared.Order(ById), AllRules.List.Order(ById));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_rule_is_in_the_release_file_and_in_the_index(string id)
    {
        var rule = AllRules.List.Single(candidate => candidate.Id == id);
        var release = await ReadAsync(Path.Combine(Snapshot.RepositoryRoot(), "generators", "Assay.Generators", "AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"{id} | {rule.Category} | {rule.DefaultSeverity} |", release, StringComparison.Ordinal);
        Assert.Contains($"[{id}]({id}.md)", await ReadAsync(Path.Combine(Pages, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_page_names_the_rule_and_its_examples_are_true(string id)
    {
        var rule = AllRules.List.Single(candidate => candidate.Id == id);
        var page = await ReadAsync(Path.Combine(Pages, $"{id}.md"));
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);

        var examples = CodeBlock().Matches(page).Select(static match => match.Groups[1].Value).ToList();
        Assert.Equal(2, examples.Count);
        Assert.Equal([id], (await GeneratorTest.AnalyzeAsync(DocumentedExample.Compile(examples[0]), DocumentedExample.OptionsOf(examples[0]), DataFile)).Select(static diagnostic => diagnostic.Id));
        var right = DocumentedExample.Compile(examples[1]);
        Assert.Empty(await GeneratorTest.AnalyzeAsync(right, DocumentedExample.OptionsOf(examples[1]), DataFile));
        Assert.Empty(GeneratorTest.Run(right).CompilerMessages);
    }

    private static Comparer<Microsoft.CodeAnalysis.DiagnosticDescriptor> ById { get; } =
        Comparer<Microsoft.CodeAnalysis.DiagnosticDescriptor>.Create(static (left, right) => string.CompareOrdinal(left.Id, right.Id));

    private static async Task<string> ReadAsync(string path) =>
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
