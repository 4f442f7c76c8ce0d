using System.Globalization;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Assay.Benchmarks.Generator;

/// <summary>A project of many benchmarks, as people lay them out: a file for each, some shared helpers, and files that have nothing to do with either.</summary>
internal sealed class GeneratorProject
{
    private const string Namespace = "Samples.Evaluations";

    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Assay;
        """;

    private const string Helpers = $$"""
        namespace {{Namespace}};

        internal static class Letters
        {
            internal static char First(string text) => text.Length > 0 ? text[0] : '?';
        }
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Parse);

    private readonly int benchmarks;

    public GeneratorProject(int benchmarks)
    {
        this.benchmarks = benchmarks;
        var trees = new List<SyntaxTree> { Parse("Usings.cs", Usings), Parse("Letters.cs", Helpers) };
        for (var i = 0; i < benchmarks; i++)
        {
            trees.Add(Parse(FileOf(i), Benchmark(i)));
            trees.Add(Parse(string.Create(CultureInfo.InvariantCulture, $"Service{i}.cs"), Service(i)));
        }

        Compilation = CSharpCompilation.Create(
            "Samples.Tests",
            trees,
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(BenchmarkAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Debug));
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>A driver as a build has it, which has run nothing yet.</summary>
    public static GeneratorDriver Driver() => Driver(new Generators.AssayGenerator());

    /// <summary>The same for another generator.</summary>
    public static GeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: ParseOptions);

    /// <summary>The compilation anew, of the same texts: nothing of it is bound or parsed yet that a build would have to.</summary>
    public CSharpCompilation Fresh() => Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Compilation.SyntaxTrees.Select(static tree => CSharpSyntaxTree.ParseText(tree.GetText(), ParseOptions, tree.FilePath)));

    /// <summary>The compilation after one edit, which differs for each ordinal.</summary>
    /// <param name="edit">What is edited.</param>
    /// <param name="ordinal">How often it has been edited before.</param>
    public CSharpCompilation Edited(GeneratorEdit edit, int ordinal) => edit switch
    {
        GeneratorEdit.UnrelatedBody => Replace(ServiceOf(0), text => text.Replace("total += i", string.Create(CultureInfo.InvariantCulture, $"total += i + {ordinal}"), StringComparison.Ordinal)),
        GeneratorEdit.UnrelatedDeclaration => Replace(ServiceOf(0), text => text + string.Create(CultureInfo.InvariantCulture, $"\ninternal static class Added{ordinal} {{ internal static int Value => {ordinal}; }}\n")),
        GeneratorEdit.Comment => Replace(FileOf(0), text => text.Replace("=> Letters", string.Create(CultureInfo.InvariantCulture, $"=> /* {ordinal} */ Letters"), StringComparison.Ordinal)),
        GeneratorEdit.WhiteSpace => Replace(FileOf(0), text => text.Replace("=> Letters", "=>" + new string(' ', ordinal + 2) + "Letters", StringComparison.Ordinal)),
        GeneratorEdit.Score => Replace(FileOf(0), text => text.Replace("? 1 : 0", string.Create(CultureInfo.InvariantCulture, $"? 1 : 0.{ordinal + 1:000}"), StringComparison.Ordinal)),
        GeneratorEdit.Prompt => Replace(FileOf(0), text => text.Replace("Label this", string.Create(CultureInfo.InvariantCulture, $"Label this, for the {ordinal + 2}th time"), StringComparison.Ordinal)),
        _ => throw new ArgumentOutOfRangeException(nameof(edit), edit, "There is no such edit."),
    };

    private static string FileOf(int i) => string.Create(CultureInfo.InvariantCulture, $"Triage{i}.cs");

    private static string ServiceOf(int i) => string.Create(CultureInfo.InvariantCulture, $"Service{i}.cs");

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, ParseOptions, path, Encoding.UTF8);

    private CSharpCompilation Replace(string path, Func<string, string> edit)
    {
        var old = Compilation.SyntaxTrees.First(tree => tree.FilePath == path);
        var text = old.ToString();
        var changed = edit(text);
        return changed == text ? throw new InvalidOperationException($"The edit changes nothing in {path} of {benchmarks} benchmarks.") : Compilation.ReplaceSyntaxTree(old, Parse(path, changed));
    }

    private static string Benchmark(int i) => string.Create(CultureInfo.InvariantCulture, $$"""
        namespace {{Namespace}};

        public sealed record Ticket{{i}}(string Id, string Question, string Label);

        /// <summary>Labels tickets of the kind {{i}}.</summary>
        [Benchmark("triage-{{i}}", Samples = 3)]
        [Model("keywords")]
        [Model("gpt", Provider = "keywords", Name = "gpt-4o-mini")]
        [Inference(Temperature = 0.5, MaxTokens = 64)]
        [Gate("accuracy", Tolerance = 0.02)]
        public static partial class Triage{{i}}
        {
            [Slice("billing", Dimensions = ["lang=en"])]
            public static IEnumerable<Ticket{{i}}> Billing => [new("t1", "Where is my refund?", "A")];

            [Slice("delivery", Take = 20, Prompts = [nameof(Direct)])]
            public static Dataset<Ticket{{i}}> Delivery => Dataset.Jsonl<Ticket{{i}}>("data/delivery.jsonl");

            [Prompt("direct", Family = "qa")]
            [System("You label support tickets.")]
            [User("Label this: {item.Question}")]
            public static partial Prompt Direct(Ticket{{i}} item);

            [Prompt("brief")]
            [User("{item.Question}")]
            public static partial Prompt Brief(Ticket{{i}} item);

            [Parse("letter")]
            public static Parsed<char> Letter(Output output) => Letters.First(output.Text);

            [Score("accuracy", Parse = "letter", IfUnparsed = 0)]
            public static double Accuracy(Ticket{{i}} item, char letter) => item.Label[0] == letter ? 1 : 0;

            [Score("length")]
            public static int Length(Output output) => output.Text.Length;

            [Engine("keywords")]
            public static string Keywords(Ticket{{i}} item) => item.Question.Contains("refund", StringComparison.Ordinal) ? "A" : "B";
        }

        """);

    private static string Service(int i) => string.Create(CultureInfo.InvariantCulture, $$"""
        namespace Samples.Services;

        internal sealed class Service{{i}}(string name)
        {
            private readonly Dictionary<string, int> counts = [];

            public string Name => name;

            public int Sum(int[] values)
            {
                var total = 0;
                for (var i = 0; i < values.Length; i++)
                    total += i * values[i];
                return total;
            }

            public IEnumerable<string> Best(int count) => counts.OrderByDescending(static pair => pair.Value).Take(count).Select(static pair => pair.Key);

            public async Task CountAsync(IEnumerable<string> words, CancellationToken cancellationToken)
            {
                foreach (var word in words)
                {
                    counts[word] = counts.TryGetValue(word, out var before) ? before + 1 : 1;
                    await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken).ConfigureAwait(false);
                }
            }
        }

        """);
}
