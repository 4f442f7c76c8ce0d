using Assay.Contracts;
using Assay.Generators.Tests.Setup;
using Assay.Specs;

namespace Assay.Generators.Tests.Generated;

/// <summary>A benchmark is the same wherever its parts are declared.</summary>
public sealed class IncludeTests
{
    private const string Ticket = "public sealed record Ticket(string Id, string Question, string Label) : IQuestion;";

    private const string Question = "public interface IQuestion { string Question { get; } string Label { get; } } public interface IMarker;";

    private const string Attributes = """
        [Model("small", Provider = "echo")]
        [Inference(Temperature = 0)]
        [Gate("accuracy", Tolerance = 0.1)]
        """;

    [Theory]
    [InlineData("public static partial class Shared", "[Include(typeof(Shared))]", "")]
    [InlineData("public abstract partial class Shared", "", " : Shared")]
    [InlineData("public partial class Shared", "", " : Shared, IMarker")]
    [InlineData("public abstract partial record Shared", "[Include(typeof(Samples.Shared))]", "")]
    public void A_part_counts_as_if_it_stood_in_the_benchmark(string declaration, string include, string bases)
    {
        var members = Members("Ticket");
        var apart = Load($$"""
            {{Attributes}}
            {{declaration}}
            {
                {{members}}
            }

            [Benchmark("bench")]
            {{include}}
            public partial class Bench{{bases}}
            {
                {{Slice}}
            }
            """);
        AssertSame(Whole(members), apart);
    }

    [Theory]
    [InlineData("[Include(typeof(Shared<Ticket>))]", "")]
    [InlineData("", " : Shared<Ticket>")]
    public void A_generic_part_is_that_of_its_type_arguments(string include, string bases)
    {
        var benchmark = Load($$"""
            {{Attributes}}
            public partial class Shared<T>
                where T : IQuestion
            {
                {{Members("T")}}
            }

            [Benchmark("bench")]
            {{include}}
            public partial class Bench{{bases}}
            {
                {{Slice}}
            }
            """);
        Assert.Equal(Whole(Members("Ticket")).Spec.Prompts, benchmark.Spec.Prompts);
        Assert.Equal("Label this: Where?", benchmark.Renderers["direct"](Item(benchmark)).Text);
    }

    [Fact]
    public void A_part_reads_items_by_an_interface_that_they_implement()
    {
        var benchmark = Load($$"""
            {{Attributes}}
            public static partial class Shared
            {
                {{Members("IQuestion")}}
            }

            [Benchmark("bench")]
            [Include(typeof(Shared))]
            public partial class Bench
            {
                {{Slice}}
            }
            """);
        Assert.Equal("Label this: Where?", benchmark.Renderers["direct"](Item(benchmark)).Text);
    }

    [Fact]
    public void A_nested_part_is_included_by_its_full_name()
    {
        var benchmark = Load($$"""
            public partial record struct Outer<TOuter>
            {
                {{Attributes}}
                internal static partial class Shared
                {
                    {{Members("Ticket")}}
                }
            }

            [Benchmark("bench")]
            [Include(typeof(Outer<int>.Shared))]
            public partial class Bench
            {
                {{Slice}}
            }
            """);
        Assert.Equal("Label this: Where?", benchmark.Renderers["direct"](Item(benchmark)).Text);
    }

    [Fact]
    public void Bases_come_first_then_included_classes_then_the_class_itself()
    {
        var benchmark = Load($$"""
            {{Part("Root")}}
            {{Part("Base", " : Root")}}
            {{Part("First")}}
            [Include(typeof(First))] {{Part("Second")}}
            [Benchmark("bench")]
            [Include(typeof(Second))]
            [Include(typeof(First))]
            [Model("Own", Provider = "echo")]
            public partial class Bench : Base
            {
                {{Slice}}
                [Engine("echo")] public static string Echo() => "";
                [Score("one")] public static int One() => 1;
            }
            """);
        Assert.Equal(["Root", "Base", "First", "Second", "Own"], benchmark.Spec.Models.Select(static model => model.Id));

        static string Part(string name, string bases = "") => $"[Model(\"{name}\", Provider = \"echo\")] public class {name}{bases};";
    }

    [Fact]
    public void A_slice_that_is_included_stands_at_the_including_line()
    {
        var benchmark = Load($$"""
            public static class Shared
            {
                {{Slice}}
            }

            [Benchmark("bench")]
            [Model("echo")]
            [Include(
                typeof(Shared))]
            public partial class Bench
            {
                [Engine("echo")] public static string Echo() => "";
                [Score("one")] public static int One() => 1;
            }
            """);
        Assert.Equal(benchmark.SourceLine - 1, benchmark.SliceLines["all"]);
    }

    [Fact]
    public void The_code_of_type_arguments_is_part_of_a_generic_parts_identity()
    {
        Assert.Equal(VersionOf("Label == answer"), VersionOf("Label  ==  answer"));
        Assert.NotEqual(VersionOf("Label == answer"), VersionOf("Label != answer"));

        static string? VersionOf(string body) => Load($$"""
            public interface IJudged { bool Judge(string answer); }
            public sealed record Judged(string Id, string Label) : IJudged { public bool Judge(string answer) => {{body}}; }
            public static class Shared<T> where T : IJudged
            {
                [Score("right")] public static bool Right(T item, Output output) => item.Judge(output.Text);
            }

            [Benchmark("bench")]
            [Model("echo")]
            [Include(typeof(Shared<Judged>))]
            public partial class Bench
            {
                [Slice("all")] public static Judged[] All => [];
                [Engine("echo")] public static string Echo() => "";
            }
            """).Spec.Scores[0].Metrics[0].Version;
    }

    [Fact]
    public async Task A_class_that_nobody_includes_still_has_its_prompts() =>
        await DiagnosticTest.VerifyNoneAsync("namespace Samples; public static partial class Shared { [Prompt(\"x\")] [User(\"{item}\")] public static partial Prompt X(int item); }");

    private const string Slice = "[Slice(\"all\")] public static Ticket[] All => [new(\"t1\", \"Where?\", \"A\")];";

    private static string Members(string item) => $$"""
        [Prompt("direct", Family = "plain")]
        [User("Label this: {item.Question}")]
        public static partial Prompt Direct({{item}} item);

        [Parse("letter", Version = "1")]
        public static Parsed<char> Letter(Output output) => output.Text[0];

        [Score("accuracy", Parse = "letter", Version = "1")]
        public static double Accuracy({{item}} item, char letter) => item.Label[0] == letter ? 1 : 0;

        [Engine("echo", Version = "1")]
        public static string Echo({{item}} item) => item.Question;
        """;

    private static BenchmarkDefinition Whole(string members) => Load($$"""
        [Benchmark("bench")]
        {{Attributes}}
        public partial class Bench
        {
            {{members}}

            {{Slice}}
        }
        """);

    private static void AssertSame(BenchmarkDefinition whole, BenchmarkDefinition apart)
    {
        Assert.Equal(SpecDigest.Of(whole.Spec), SpecDigest.Of(apart.Spec));
        Assert.Equal(whole.Spec, apart.Spec);
        Assert.Equal(whole.Renderers["direct"](Item(whole)).Digest(), apart.Renderers["direct"](Item(apart)).Digest());
    }

    private static Item Item(BenchmarkDefinition benchmark) =>
        benchmark.Datasets["all"].ReadAsync(".", TestContext.Current.CancellationToken).ToBlockingEnumerable(TestContext.Current.CancellationToken).First();

    private static BenchmarkDefinition Load(string classes) =>
        Assert.Single(GeneratorTest.Run($"namespace Samples;\n{Question}\n{Ticket}\n{classes}", hasXunit: true).LoadBenchmarks());
}
