using System.Text.RegularExpressions;
using Assay.Generators.Tests.Diagnostics;
using Assay.Generators.Tests.Setup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Assay.Generators.Tests.Fuzzing;

/// <summary>Real sources to mutate, the wrong ones included, and the pieces that they are made of.</summary>
internal sealed partial class SourceCorpus
{
    private SourceCorpus(IReadOnlyList<IReadOnlyList<SourceFile>> right, IReadOnlyList<IReadOnlyList<SourceFile>> wrong)
    {
        (Right, Wrong) = (right, wrong);
        var roots = right.Concat(wrong).Select(static project => CSharpSyntaxTree.ParseText(project[0].Text, TestCompilation.ParseOptions).GetRoot()).ToList();
        Tokens = Texts(roots.SelectMany(static root => root.DescendantTokens()).Select(static token => token.Text).Where(static text => text.Length > 0));
        Attributes = Texts(Nodes<AttributeSyntax>(roots));
        Arguments = Texts(Nodes<AttributeArgumentSyntax>(roots));
        Values = Texts(roots.SelectMany(static root => root.DescendantNodes().OfType<AttributeArgumentSyntax>()).Select(static argument => argument.Expression.ToString()));
        Members = Texts(Nodes<MemberDeclarationSyntax>(roots));
        Types = Texts(roots.SelectMany(static root => root.DescendantNodes().OfType<TypeSyntax>()).Where(static type => type.Parent is MethodDeclarationSyntax or PropertyDeclarationSyntax or ParameterSyntax).Select(static type => type.ToString()));
        Parameters = Texts(Nodes<ParameterSyntax>(roots));
        DataFiles = Texts(roots.SelectMany(static root => DataPath().Matches(root.ToString())).Select(static match => $"/project/{match.Groups[1].Value}"));
    }

    /// <summary>Projects without a problem, by their files, of which the first is the one to mutate.</summary>
    public IReadOnlyList<IReadOnlyList<SourceFile>> Right { get; }

    /// <summary>Projects with one.</summary>
    public IReadOnlyList<IReadOnlyList<SourceFile>> Wrong { get; }

    public IReadOnlyList<string> Tokens { get; }

    public IReadOnlyList<string> Attributes { get; }

    public IReadOnlyList<string> Arguments { get; }

    public IReadOnlyList<string> Values { get; }

    public IReadOnlyList<string> Members { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The data files that the sources name.</summary>
    public IReadOnlyList<string> DataFiles { get; }

    /// <summary>Reads the samples, the examples of the pages on diagnostics, and the classes that other tests begin with.</summary>
    public static SourceCorpus Read()
    {
        var root = Snapshot.RepositoryRoot();
        var right = new List<IReadOnlyList<SourceFile>> { Project(Sources.Triage), Project(Whole), Project(Whole), Project(Whole) };
        var wrong = new List<IReadOnlyList<SourceFile>>();
        foreach (var page in Directory.GetFiles(Path.Combine(root, "docs", "diagnostics"), "ASY*.md").Order(StringComparer.Ordinal))
        {
            var examples = CodeBlock().Matches(File.ReadAllText(page).ReplaceLineEndings("\n")).Select(static match => Example(match.Groups[1].Value)).ToList();
            wrong.Add(examples[0]);
            right.Add(examples[^1]);
        }

        foreach (var folder in Directory.GetDirectories(Path.Combine(root, "samples")).Order(StringComparer.Ordinal))
        {
            var files = Directory.GetFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(static path => WithoutOtherGenerators(File.ReadAllText(path))).ToList();
            if (NeedsMoreThanAssay(folder, files))
                continue;
            foreach (var benchmark in files.Where(static text => text.Contains("[Benchmark(", StringComparison.Ordinal)))
                right.Add(Project(benchmark, [.. files.Where(static other => !other.Contains("[Benchmark(", StringComparison.Ordinal) && !other.Contains("[assembly", StringComparison.Ordinal))]));
        }

        return new SourceCorpus(right, wrong);
    }

    /// <summary>Whether another generator writes part of a sample that does not fit into a line, or another package makes its engines.</summary>
    private static bool NeedsMoreThanAssay(string folder, List<string> files) =>
        files.Exists(static text => text.Contains(": JsonSerializerContext", StringComparison.Ordinal))
        || (Path.Combine(folder, "assay.toml") is var project && File.Exists(project) && File.ReadAllText(project).Contains("[provider.", StringComparison.Ordinal));

    /// <summary>The source with the bodies that the framework's generators would write, which do not run here.</summary>
    private static string WithoutOtherGenerators(string text) => RegexMethod().Replace(text, "$2$3 => new($1);");

    private static IReadOnlyList<SourceFile> Project(string text, params string[] others) =>
        [new("/project/Source.cs", text), .. others.Select(static (other, i) => new SourceFile($"/project/Other{i}.cs", other))];

    private static IReadOnlyList<SourceFile> Example(string text)
    {
        var files = DocumentedExample.FilesOf(text);
        return [.. files.Where(static file => file.Path == "/project/Example.cs"), .. files.Where(static file => file.Path is not ("/project/Example.cs" or "/project/Usings.cs"))];
    }

    private static IEnumerable<string> Nodes<T>(IEnumerable<SyntaxNode> roots)
        where T : SyntaxNode => roots.SelectMany(static root => root.DescendantNodes().OfType<T>()).Select(static node => node.ToString());

    private static List<string> Texts(IEnumerable<string> texts) => [.. texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\[GeneratedRegex\((.*)\)\]\s+(\w+ static )partial (Regex \w+\(\));")]
    private static partial Regex RegexMethod();

    [GeneratedRegex("\"(data/[^\"]*)\"")]
    private static partial Regex DataPath();

    /// <summary>Forms that the examples do not have: asynchronous members, a recording, cases, grids and parts.</summary>
    private const string Whole = """
        namespace Samples.Deep
        {
            public interface IEntry
            {
                string? Text { get; }
            }

            public readonly record struct Entry([property: ItemId] int Key, string? Text, Entry.Kind Of, IReadOnlyList<double> Grades) : IEntry
            {
                public enum Kind { None, Some }
            }

            public abstract partial class Shared<T>
                where T : IEntry
            {
                [Prompt("shared", Family = "f")]
                [System("Be {{brief}}.")]
                [User("Say {item.Text}")]
                public static partial Prompt Say(T item);

                [Score("tokens")]
                public static int Tokens(Output output) => output.Text.Length;
            }

            [Benchmark("whole", Description = "Everything", Samples = 4)]
            [Include(typeof(Shared<Entry>))]
            [Model("echo")]
            [Model("gpt", Provider = "played", Name = "gpt-4o", Extras = ["tier=flex"])]
            [Inference(Temperature = 0.5, MaxTokens = 64, Stop = ["\n"])]
            [InferenceGrid(Temperature = [0, 0.5])]
            [Gate("accuracy", Tolerance = 0.01)]
            public sealed partial class Whole
            {
                [Slice("all", Prompts = [nameof(Ask)], Dimensions = ["lang=en"], Scores = ["accuracy"])]
                public static async IAsyncEnumerable<Entry> All() { await Task.Yield(); yield break; }

                [Slice("{lang}-{n}", Families = ["f"], Take = 3)]
                [Case("en", 1)]
                [Case("de", 2)]
                public static Dataset<Entry> Some(string lang, int n) => Dataset.Jsonl<Entry>("data/" + lang + ".jsonl");

                [Prompt("ask")]
                [Developer("d")]
                [User("{item.Text} {item.Of} {item.Grades.Count}")]
                [Assistant("a")]
                internal static partial Prompt Ask(Entry item);

                [Parse("number")]
                private static async Task<Parsed<double?>> Number(Output output, CancellationToken token) { await Task.Delay(1, token); return 1.5; }

                [Parse("words")]
                public static string[] Words(Output output) => output.Text.Split(' ');

                [Score("accuracy", Parse = "number", IfUnparsed = 0)]
                public static async ValueTask<bool> Accuracy(Entry item, double? value) { await Task.Yield(); return value == item.Key; }

                [Score("count", Parse = nameof(Words), HigherIsBetter = false)]
                public static double Count(string[] words, in Entry item) => words.Length;

                [Engine("echo", Version = "2")]
                public static Task<string> Echo(Prompt prompt, CancellationToken token) => Task.FromResult("");

                [Engine("played")]
                public static Recording<Entry> Played => Recording.Jsonl<Entry>("data/out.jsonl", "id", static entry => $"{entry.Key}", "output");
            }
        }
        """;
}
