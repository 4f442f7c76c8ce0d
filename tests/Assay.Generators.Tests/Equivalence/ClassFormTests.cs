using Assay.Generators.Tests.Setup;
using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class ClassFormTests
{
    [Fact]
    public async Task A_class_in_other_types()
    {
        const string All = "[Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets; [Prompt(\"ask\")] [User(\"{item.Question}\")] public static partial Prompt Ask(Ticket item);";
        var source = Source(All, "[Model(\"echo\")]")
            .Replace("[Benchmark(\"bench\")]", "public partial interface @Outer { internal partial record struct @struct { [Benchmark(\"bench\")]", StringComparison.Ordinal) + "} }";
        var generated = GeneratorTest.Run(source, hasXunit: true);
        var benchmark = Assert.Single(generated.LoadBenchmarks());
        Assert.Equal(("Outer.struct.Bench", "Benchmarks/Source.cs"), (benchmark.Name, benchmark.SourcePath));
        Assert.Contains("class Outer_struct_BenchSlices", generated["Samples.Outer.struct.Bench.Slices.Assay.g.cs"], StringComparison.Ordinal);
        await VerifyAsync(Spec(Slice("all")) with { Prompts = [new PromptSpec("ask", [new MessageSpec(MessageRole.User, "{item.Question}")])] }, benchmark);
    }

    [Fact]
    public async Task Two_nested_classes_of_one_name()
    {
        const string One = """
            namespace Samples;

            public static partial class First
            {
                [Benchmark("first")]
                [Model("echo")]
                public static partial class Bench
                {
                    [Slice("all")] public static IEnumerable<string> All => ["a"];

                    [Engine("echo")] public static string Echo(string item) => item;

                    [Score("one")] public static int One() => 1;
                }
            }
            """;
        var other = One.Replace("namespace Samples;", "", StringComparison.Ordinal).Replace("First", "Second", StringComparison.Ordinal).Replace("\"first\"", "\"second\"", StringComparison.Ordinal);
        var compilation = TestCompilation.Create(One + other, hasXunit: true);
        Assert.Empty(await GeneratorTest.AnalyzeAsync(compilation));
        Assert.Equal(["first", "second"], GeneratorTest.Run(compilation).LoadBenchmarks().Select(static benchmark => benchmark.Spec.Id));
    }

    [Fact]
    public async Task A_class_over_several_files_in_the_order_of_their_names()
    {
        const string Space = "namespace Samples;";
        var prompt = $"{Space} [Model(\"second\", Provider = \"echo\")] partial class Bench {{ [Prompt(\"second\")] [User(\"{{item.Lang}}\")] public static partial Prompt Second(Ticket item); }}";
        var slices = $"{Space} [Model(\"echo\")] partial class Bench {{ [Slice(\"all\")] public static IEnumerable<Ticket> All => Tickets; [Prompt(\"first\")] [User(\"{{item.Question}}\")] public static partial Prompt First(Ticket item); }}";
        SourceFile[] files =
        [
            new("/project/Usings.cs", Sources.Usings),
            new("/project/Benchmarks/Z.cs", Source("", "")),
            new("/project/Benchmarks/B.cs", prompt),
            new("/project/Benchmarks/A.cs", slices),
        ];
        var compilation = TestCompilation.Create(files);
        Assert.Empty(await GeneratorTest.AnalyzeAsync(compilation));
        var benchmark = Assert.Single(GeneratorTest.Run(compilation).LoadBenchmarks());
        Assert.Equal("Benchmarks/Z.cs", benchmark.SourcePath);
        var written = Spec(Slice("all")) with
        {
            Models = [new ModelSpec("echo", "echo"), new ModelSpec("second", "echo")],
            Prompts = [new PromptSpec("first", [new MessageSpec(MessageRole.User, "{item.Question}")]), new PromptSpec("second", [new MessageSpec(MessageRole.User, "{item.Lang}")])],
        };
        await VerifyAsync(written, benchmark);
    }
}
