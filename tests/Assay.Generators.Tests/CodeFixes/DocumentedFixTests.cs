using System.Text.RegularExpressions;
using Assay.Generators.Diagnostics;
using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.CodeFixes;

/// <summary>Every page says whether there is a code fix, and where there is one it mends the page's wrong example.</summary>
public sealed partial class DocumentedFixTests
{
    private static readonly HashSet<string> Fixable = [.. FixedProject.Providers.SelectMany(static provider => provider.FixableDiagnosticIds)];

    public static TheoryData<string> Ids => [.. AllRules.List.Select(static rule => rule.Id)];

    public static TheoryData<string> FixableIds => [.. Fixable.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_page_says_whether_there_is_a_fix(string id)
    {
        var said = Assert.Single(Said().Matches(await ReadAsync(id))).Groups[1].Value;

        Assert.Equal(Fixable.Contains(id), !said.StartsWith("none", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(FixableIds))]
    public async Task A_fix_mends_the_wrong_example(string id)
    {
        using var project = FixedProject.Of(CodeBlock().Match(await ReadAsync(id)).Groups[1].Value, "/project/data/billing.jsonl");

        await project.FixAllAsync(id);

        Assert.Empty(await project.AnalyzeAsync());
        Assert.Empty(GeneratorTest.Run(await project.CompileAsync()).CompilerMessages);
    }

    private static async Task<string> ReadAsync(string id) =>
        (await File.ReadAllTextAsync(Path.Combine(Snapshot.RepositoryRoot(), "docs", "diagnostics", $"{id}.md"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");

    [GeneratedRegex("^Code fix: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Said();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
