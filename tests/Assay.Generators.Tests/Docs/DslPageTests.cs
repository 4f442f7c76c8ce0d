using System.Text.RegularExpressions;
using Assay.Generators.Tests.Diagnostics;
using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Docs;

/// <summary><c>docs/dsl.md</c> says of every attribute what its code says, and nothing of what does not exist.</summary>
public sealed partial class DslPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Snapshot.RepositoryRoot(), "docs", "dsl.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Names => [.. DslReference.Attributes.Select(DslReference.NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_attribute_has_a_section_with_every_argument_and_no_other(string name)
    {
        var lines = new DslReference().LinesOf(DslReference.Attributes.Single(attribute => DslReference.NameOf(attribute) == name));
        var section = Sections().GetValueOrDefault(name);
        Assert.True(section is not null, $"docs/dsl.md has no section for [{name}]. Add this where it fits:\n\n### {name}\n\n{Block(lines)}\n");

        var present = section.Split('\n');
        var missing = lines.Where(line => !present.Contains(line)).ToList();
        var left = present.Where(line => line.StartsWith("| `", StringComparison.Ordinal) && !lines.Contains(line)).ToList();
        Assert.True(
            missing.Count == 0 && left.Count == 0,
            $"The section '### {name}' of docs/dsl.md differs from the attribute and its XML docs.\nAdd these lines:\n{string.Join('\n', missing)}\nRemove these lines:\n{string.Join('\n', left)}\n");
    }

    [Fact]
    public void Every_section_is_about_an_attribute_that_exists() =>
        Assert.Equal([], Sections().Keys.Except(DslReference.Attributes.Select(DslReference.NameOf)));

    [Fact]
    public void Every_member_that_the_page_names_exists()
    {
        var named = HelperCall().Matches(Page).Select(static match => (Type: match.Groups[1].Value, Member: match.Groups[2].Value)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, static name => Assert.NotEmpty(typeof(BenchmarkAttribute).Assembly.GetType($"Assay.{name.Type}")!.GetMember(name.Member)));
    }

    [Fact]
    public async Task Examples_compile_without_a_diagnostic()
    {
        var examples = CodeBlock().Matches(Page).Select(static match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var compilation = DocumentedExample.Compile(example);
            Assert.Empty(await GeneratorTest.AnalyzeAsync(compilation, "/project/data/questions.jsonl"));
            Assert.Empty(GeneratorTest.Run(compilation).CompilerMessages);
        }
    }

    private static Dictionary<string, string> Sections() =>
        Page.Split("\n### ").Skip(1).ToDictionary(static part => part[..part.IndexOf('\n', StringComparison.Ordinal)], static part => part.Split("\n## ")[0], StringComparer.Ordinal);

    private static string Block(IReadOnlyList<string> lines) => string.Join('\n', lines.Count == 2
        ? [lines[0], "", lines[1]]
        : [lines[0], "", lines[1], "", "| argument | type | default | meaning |", "|---|---|---|---|", .. lines.Skip(2)]);

    [GeneratedRegex(@"`(Dataset|Recording|Extract|Similarity|Parsed)\.(\w+)")]
    private static partial Regex HelperCall();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
