using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Generators.Tests.Incrementality;

/// <summary>What was read before is never kept where an edit of another file, however far away, changes what a benchmark means.</summary>
public sealed class ReadingCacheTests
{
    private const string BenchmarkPath = "/project/Source.cs";

    private static readonly IReadOnlyList<SourceFile> Files =
    [
        new("/project/Usings.cs", Sources.Usings),
        new(BenchmarkPath, """
            using Samples.Reading;

            namespace Samples.Deep;

            [Benchmark("deep")]
            [Model("echo")]
            [Include(typeof(Shared))]
            public static partial class Deep
            {
                [Slice("all")]
                public static IEnumerable<Ticket> All => Tickets.All;

                [Prompt("ask")]
                [User("{item.Question.Text} {item.Origin}")]
                public static partial Prompt Ask(Ticket item);

                [Parse("letter")]
                public static Parsed<char> Letter(Output output) => output.Text.FirstLetter();

                [Score("accuracy", Parse = "letter")]
                public static bool Accuracy(Ticket item, char letter) => Rules.Same(letter, item.Kind == Kind.Billing ? 'A' : 'B');

                [Engine("echo")]
                public static string Echo(Ticket item) => item.Question.Text;
            }
            """),
        new("/project/Ticket.cs", "namespace Samples.Deep; public sealed record Ticket(string Id, Question Question, Kind Kind) : Sent(Id); public static class Tickets { public static Ticket[] All => []; }"),
        new("/project/Sent.cs", "namespace Samples.Deep; public abstract record Sent(string Origin);"),
        new("/project/Question.cs", "namespace Samples.Deep; public sealed record Question(string Text);"),
        new("/project/Kind.cs", "namespace Samples.Deep; public enum Kind { Billing, Other }"),
        new("/project/Rules.cs", "namespace Samples; public static class Rules { public static bool Same(char a, char b) => Fold(a) == Fold(b); private static char Fold(char c) => Folding.Upper(c); }"),
        new("/project/Folding.cs", "namespace Samples; public static class Folding { public static char Upper(char c) => char.ToUpperInvariant(c); }"),
        new("/project/Reading.cs", "namespace Samples.Reading; public static class Letters { public static char FirstLetter(this string text) => text[0]; }"),
        new("/project/Shared.cs", "namespace Samples.Deep; public static partial class Shared { [Score(\"long\")] public static bool IsLong(Output output) => Limits.Longest < output.Text.Length; }"),
        new("/project/Limits.cs", "namespace Samples.Deep; internal static class Limits { internal const int Longest = 80; }"),
        new("/project/Unrelated.cs", "namespace Samples.Services; internal static class Unrelated { internal static int One() => 1; }"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Edits => new()
    {
        { "Folding.cs", "ToUpperInvariant", "ToLowerInvariant" },
        { "Limits.cs", "80", "100" },
        { "Kind.cs", "Billing, Other", "Other, Billing" },
        { "Sent.cs", "string Origin", "int Origin" },
        { "Question.cs", "string Text", "string? Text" },
        { "Reading.cs", "text[0]", "text[^1]" },
        { "Unrelated.cs", "namespace Samples.Services;", "namespace Samples.Deep; internal static class Rules { internal static bool Same(char a, char b) => true; }" },
        { "Unrelated.cs", "namespace Samples.Services;", "namespace Samples.Deep; internal static class Nearer { internal static char FirstLetter(this string text) => 'n'; }" },
        { "Unrelated.cs", "namespace Samples.Services;", "namespace Samples.Deep; internal static class Char { }\npublic static class Folding { public static char Upper(char c) => 'x'; }" },
        { "Unrelated.cs", "namespace Samples.Services;", "global using Rules = Samples.Services.Unrelated;\nnamespace Samples.Services;" },
        { "Usings.cs", "global using System.Linq;", "" },
        { "Tickets2.cs", "", "namespace Samples.Deep; public static partial class Deep { [Score(\"second\")] public static int Second() => 2; }" },
        { "Shared2.cs", "", "namespace Samples.Deep; public static partial class Shared { [Score(\"third\")] public static int Third() => 3; }" },
        { "Namespace.cs", "", "namespace Samples.Deep.Rules { internal static class Nothing; }" },
        { "System.cs", "", "namespace Samples.Deep.System { internal static class Nothing; }" },
        { "Output.cs", "", "namespace Samples.Deep; public sealed class Output { public string Text => \"\"; }" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_driver_that_saw_the_state_before_writes_what_a_new_one_writes(string file, string old, string text)
    {
        var before = TestCompilation.Create([.. Files]);
        var edited = Edited(before, file, old, text);
        var driver = GeneratorTest.Driver(tracksSteps: false).RunGenerators(before, Stop);
        var first = Texts(driver);
        Assert.NotEmpty(first);

        driver = driver.RunGenerators(edited, Stop);
        var expected = Texts(GeneratorTest.Driver(tracksSteps: false).RunGenerators(edited, Stop));
        Assert.Equal(expected, Texts(driver));
        Assert.Equal(first, Texts(driver.RunGenerators(before, Stop)));
    }

    [Theory]
    [InlineData("Folding.cs", "ToUpperInvariant", "ToLowerInvariant")]
    [InlineData("Limits.cs", "80", "100")]
    [InlineData("Kind.cs", "Billing, Other", "Other, Billing")]
    [InlineData("Sent.cs", "string Origin", "int Origin")]
    [InlineData("Reading.cs", "text[0]", "text[^1]")]
    public void Such_an_edit_changes_what_is_written(string file, string old, string text)
    {
        var before = TestCompilation.Create([.. Files]);
        var driver = GeneratorTest.Driver(tracksSteps: false).RunGenerators(before, Stop);
        Assert.NotEqual(Texts(driver), Texts(driver.RunGenerators(Edited(before, file, old, text), Stop)));
    }

    [Fact]
    public void Another_version_of_a_referenced_assembly_is_seen()
    {
        var before = TestCompilation.Create([.. Files]);
        var driver = GeneratorTest.Driver(tracksSteps: false).RunGenerators(before.AddReferences(Library("1.0.0.0")), Stop);
        var (calling, reference) = (Files[1].Text.Replace("Rules.Same(", "Foreign.Same(", StringComparison.Ordinal), Library("2.0.0.0"));
        var (one, two) = (Replaced(before, "Source.cs", calling).AddReferences(Library("1.0.0.0")), Replaced(before, "Source.cs", calling).AddReferences(reference));
        driver = driver.RunGenerators(one, Stop);
        var first = Texts(driver);
        Assert.NotEqual(first, Texts(driver.RunGenerators(two, Stop)));
    }

    [Fact]
    public void A_first_run_writes_the_same_whether_it_reads_classes_at_once_or_one_by_one()
    {
        var twins = Enumerable.Range(0, 20).Select(static i => new SourceFile($"/project/Twin{i}.cs", Files[1].Text.Replace("\"deep\"", $"\"twin-{i}\"", StringComparison.Ordinal).Replace("class Deep", $"class Twin{i}", StringComparison.Ordinal)));
        var compilation = TestCompilation.Create([.. Files, .. twins]);
        var texts = new[] { true, false }.Select(isConcurrent => Texts(GeneratorTest.Driver(tracksSteps: false).RunGenerators(compilation.WithOptions(compilation.Options.WithConcurrentBuild(isConcurrent)), Stop))).ToList();
        Assert.NotEmpty(texts[0]);
        Assert.Equal(texts[1], texts[0]);
    }

    [Theory]
    [InlineData("Letter(Output output)", true)]
    [InlineData("Output(Output output)", true)]
    [InlineData("output(Output output)", false)]
    public void A_name_in_an_attribute_means_a_parameter_before_a_member(string parse, bool isMember)
    {
        var name = parse[..parse.IndexOf('(', StringComparison.Ordinal)];
        var text = Files[1].Text
            .Replace("Letter(Output output)", parse, StringComparison.Ordinal)
            .Replace("Parse = \"letter\")]", $"Parse = nameof({name}))]", StringComparison.Ordinal)
            .Replace("Accuracy(Ticket item, char letter) =>", "Accuracy(Ticket item, Output output, char letter) =>", StringComparison.Ordinal);
        var written = Texts(GeneratorTest.Driver(tracksSteps: false).RunGenerators(Replaced(TestCompilation.Create([.. Files]), "Source.cs", text), Stop));
        Assert.Equal(isMember, written.Exists(static one => one.Contains("\"letter\"", StringComparison.Ordinal)));
    }

    private static MetadataReference Library(string version)
    {
        var tree = CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] public static class Foreign {{ public static bool Same(char a, char b) => a == b; }}", cancellationToken: Stop);
        using var stream = new MemoryStream();
        Assert.True(TestCompilation.Create().WithAssemblyName("Foreign").AddSyntaxTrees(tree).Emit(stream, cancellationToken: Stop).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static CSharpCompilation Edited(CSharpCompilation compilation, string file, string old, string text)
    {
        if (old.Length == 0)
            return compilation.AddSyntaxTrees(TestCompilation.Parse(new SourceFile($"/project/{file}", text)));
        var source = Files.Single(one => one.Path == $"/project/{file}").Text;
        Assert.Contains(old, source, StringComparison.Ordinal);
        return Replaced(compilation, file, source.Replace(old, text, StringComparison.Ordinal));
    }

    private static CSharpCompilation Replaced(CSharpCompilation compilation, string file, string text) => compilation.ReplaceSyntaxTree(
        compilation.SyntaxTrees.Single(tree => tree.FilePath == $"/project/{file}"), TestCompilation.Parse(new SourceFile($"/project/{file}", text)));

    private static List<string> Texts(GeneratorDriver driver) =>
        [.. driver.GetRunResult().Results.Single().GeneratedSources.Select(static source => $"{source.HintName}\n{source.SourceText}").Order(StringComparer.Ordinal)];
}
