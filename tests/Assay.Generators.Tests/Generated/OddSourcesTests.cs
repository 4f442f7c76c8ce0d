using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Generated;

/// <summary>Generated code compiles without a warning whatever the names and the form of the source.</summary>
public sealed class OddSourcesTests
{
    [Theory]
    [InlineData("namespace Samples;", "")]
    [InlineData("namespace Samples {", "}")]
    [InlineData("namespace A { namespace B.@class {", "} }")]
    [InlineData("", "")]
    public void Namespaces_of_every_form(string begin, string end) => AssertRuns($"{begin} {Classes("Bench")} {end}");

    [Theory]
    [InlineData("@class")]
    [InlineData("Prüfung")]
    [InlineData("評価")]
    [InlineData("@record")]
    [InlineData("Assay")]
    [InlineData("System")]
    [InlineData("Global")]
    public void Classes_of_odd_names(string name) => AssertRuns($"namespace Samples; {Classes(name)}");

    [Theory]
    [InlineData("@event")]
    [InlineData("context")]
    [InlineData("request")]
    [InlineData("item")]
    [InlineData("cancellationToken")]
    [InlineData("dataset1")]
    [InlineData("nameof")]
    [InlineData("@await")]
    [InlineData("Task")]
    [InlineData("String")]
    [InlineData("Ärger")]
    [InlineData("ToText")]
    [InlineData("assay")]
    [InlineData("BenchSlices")]
    public void Members_of_odd_names(string name)
    {
        foreach (var member in (string[])["All", "Ask", "Letter", "Score", "Echo"])
            AssertRuns($"namespace Samples; {Classes("Bench").Replace($" {member}", $" {name}")}");
    }

    [Fact]
    public void Parameters_and_properties_that_are_keywords() => AssertRuns("""
        namespace Samples;

        public sealed record Entry(string @class, string @event);

        [Benchmark("bench")]
        [Model("echo")]
        public partial class Bench
        {
            [Slice("all")] public static Entry[] All => [];

            [Prompt("ask")] [User("{item.class}{item.event}")] internal static partial Prompt Ask(Entry @params);

            [Engine("echo")] private static string Echo(Entry @in) => "";

            [Score("score")] private static double Score(Output @out) => 1;
        }
        """);

    [Fact]
    public void Ids_and_texts_with_every_kind_of_character() => AssertRuns(""""
        namespace Samples;

        [Benchmark("\u00c4rger-\u0928\u093f.\ud835\udc1a", Description = "line\nline\0")]
        [Model("m/\u0661@1:+", Provider = "e/x", Name = "a \"b\" <c> & \\ \u2028 \ud83d\ude00 \ud83d")]
        public partial class Bench
        {
            [Slice("_s.1", Dimensions = ["k=v\" <&> \\ \u2028 \ud83d"])] public static int[] All => [];

            [Prompt("p_0")] [User("\ud83d {{\"\\\u0007}} {item:N2}")] public static partial Prompt Ask(int item);

            [Engine("e/x")] public static string Echo() => "";

            [Score("\u00e9")] public static double Score() => 1;
        }
        """");

    [Theory]
    [InlineData("global using B = Assay.BenchmarkAttribute;")]
    [InlineData("global using B = global::Assay.BenchmarkAttribute; global using System.Text;")]
    [InlineData("global using BAttribute = Assay.BenchmarkAttribute;")]
    [InlineData("global using E = Assay.ExperimentAttribute; global using B = Assay.BenchmarkAttribute;")]
    public void An_attribute_that_another_file_gives_another_name(string names)
    {
        List<SourceFile> files = [new("/project/Usings.cs", Sources.Usings), new("/project/Source.cs", Sources.Triage.Replace("[Benchmark(", "[B(")), new("/project/Names.cs", names)];
        Assert.Equal("triage", Assert.Single(GeneratorTest.Run(TestCompilation.Create(files)).LoadBenchmarks()).Spec.Id);
    }

    [Fact]
    public void Without_implicit_usings_and_without_nullable()
    {
        var source = Sources.Triage.Replace("namespace Samples;", "#nullable disable\nusing System.Collections.Generic;\nusing Assay;\nnamespace Samples;");
        var generated = GeneratorTest.Run(TestCompilation.Create([new("/project/Source.cs", source)]));
        Assert.Empty(generated.CompilerMessages);
    }

    [Fact]
    public void A_class_over_several_files_reads_in_the_order_of_their_names()
    {
        var first = Sources.Benchmark("[Prompt(\"a\")] [User(\"a\")] public static partial Prompt A(Ticket item);");
        const string Second = "namespace Samples; partial class Bench { [Prompt(\"b\")] [User(\"b\")] public static partial Prompt B(Ticket item); }";
        List<SourceFile> files = [new("/project/B.cs", Second), new("/project/A.cs", first), new("/project/Usings.cs", Sources.Usings)];
        var benchmark = Assert.Single(GeneratorTest.Run(TestCompilation.Create(files)).LoadBenchmarks());
        Assert.Equal(["a", "b"], benchmark.Spec.Prompts.Select(static prompt => prompt.Id));
    }

    [Fact]
    public void Records_sealed_and_static_classes() => Assert.All(
        (string[])["partial record", "sealed partial class", "static partial class", "abstract partial class", "partial record class"],
        static form => AssertRuns($"namespace Samples; {Classes("Bench").Replace("partial class", form)}"));

    [Fact]
    public void Names_that_differ_by_case_or_by_namespace_alone()
    {
        var source = string.Concat(
            $"namespace One {{ {Classes("Bench").Replace("\"bench\"", "\"b\"")} }}",
            $"namespace One {{ {Classes("BENCH").Replace("\"bench\"", "\"a\"")} }}",
            $"namespace Two {{ {Classes("Bench").Replace("\"bench\"", "\"c\"")} }}");
        var benchmarks = GeneratorTest.Run(source, hasXunit: true).LoadBenchmarks();
        Assert.Equal(["a", "b", "c"], benchmarks.Select(static benchmark => benchmark.Spec.Id));
    }

    [Fact]
    public void Names_whose_files_would_be_others_files()
    {
        var source = string.Concat(
            Classes("AssayCatalog").Replace("\"bench\"", "\"a\""),
            Classes("AssayFixture").Replace("\"bench\"", "\"b\""),
            Classes("Bench").Replace("public sealed record", "public static partial class Slices { [Prompt(\"p\")] [User(\"u\")] public static partial Prompt Ask(Entry item); }\n    public sealed record"));
        var benchmarks = GeneratorTest.Run(source, hasXunit: true).LoadBenchmarks();
        Assert.Equal(["a", "b", "bench"], benchmarks.Select(static benchmark => benchmark.Spec.Id));
    }

    [Theory]
    [InlineData("public partial class Bench { } [Benchmark(\"again\")] public partial class Bench { }", "CS0579")]
    [InlineData("public partial class Bench { } [Benchmark(\"bench\")] public partial record Bench { }", "CS0261")]
    public void A_class_declared_twice_is_the_compilers_to_refuse(string declarations, string id)
    {
        var generated = GeneratorTest.Run($"namespace Samples; [Benchmark(\"bench\")] {declarations}");
        Assert.Contains(generated.CompilerMessages, message => message.Contains(id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Obsolete]")]
    [InlineData("[Obsolete(\"Use another.\", error: true)]")]
    [InlineData("[System.Diagnostics.CodeAnalysis.Experimental(\"TRY1\")]")]
    public void Members_and_classes_of_which_the_compiler_warns(string attribute)
    {
        foreach (var declaration in (string[])["[Slice(", "[Prompt(", "[Parse(", "[Score(", "[Engine(", "[Benchmark("])
            AssertRuns($"namespace Samples; {Classes("Bench").Replace(declaration, $"{attribute} {declaration}")}");
    }

    [Fact]
    public void An_invalid_benchmark_leaves_the_others_alone()
    {
        var source = Sources.Triage + Sources.Benchmark("[Score(\"x\")] public static string X(Output output) => \"\";").Replace("namespace Samples;", "").Replace("public sealed record Ticket(string Id, string Question, string Label);", "");
        Assert.Equal("triage", Assert.Single(GeneratorTest.Run(source, hasXunit: true).LoadBenchmarks()).Spec.Id);
    }

    [Fact]
    public void No_benchmark_writes_nothing() => Assert.Empty(GeneratorTest.Run("namespace Samples; public class Nothing;", hasXunit: true).Files);

    private static void AssertRuns(string source) => Assert.Single(GeneratorTest.Run(source, hasXunit: true).LoadBenchmarks());

    private static string Classes(string name) => $$"""
        [Benchmark("bench")]
        [Model("echo")]
        public partial class {{name}}
        {
            public sealed record Entry(string Id, string Label);

            [Slice("all")] public static IEnumerable<Entry> All => [];

            [Prompt("ask")] [User("{item.Label}")] public static partial Prompt Ask(Entry item);

            [Parse("letter")] public static Parsed<char> Letter(Output output) => output.Text[0];

            [Score("score", Parse = "letter")] public static double Score(Entry item, char letter) => item.Label[0] == letter ? 1 : 0;

            [Engine("echo")] public static string Echo(Entry item, CancellationToken token) => item.Label;
        }
        """;
}
