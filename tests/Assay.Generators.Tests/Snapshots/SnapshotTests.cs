using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Snapshots;

/// <summary>What is generated for whole classes and assemblies.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public Task A_whole_benchmark() => Snapshot.VerifyFileAsync(Sources.Triage, "Samples.Triage.Assay.g.cs", "Triage");

    [Fact]
    public Task The_places_of_a_benchmark() => Snapshot.VerifyFileAsync(Sources.Triage, "Samples.Triage.Assay.Places.g.cs", "Triage.Places");

    [Fact]
    public Task The_tests_of_a_benchmark() => Snapshot.VerifyFileAsync(Sources.Triage, "Samples.Triage.Slices.Assay.g.cs", "Triage.Slices");

    [Fact]
    public Task The_catalog_of_an_assembly() => Snapshot.VerifyFileAsync(Sources.Triage, "AssayCatalog.Assay.g.cs", "AssayCatalog");

    [Fact]
    public Task The_fixture_of_an_assembly() => Snapshot.VerifyFileAsync(Sources.Triage, "AssayFixture.Assay.g.cs", "AssayFixture");

    [Theory]
    [InlineData("Samples.Outer.Compare.Assay.g.cs", "Experiment")]
    [InlineData("Samples.Outer.Compare.Assay.Places.g.cs", "Experiment.Places")]
    [InlineData("AssayCatalog.Assay.g.cs", "AssayCatalog.Experiments")]
    public Task An_experiment_in_another_class(string fileName, string name) => Snapshot.VerifyFileAsync(
        $$"""
        {{Sources.Triage}}

        public static partial class Outer
        {
            [Experiment("compare", Samples = 2)]
            [Model("keywords")]
            [Inference(Temperature = 0)]
            [Include(typeof(Shared))]
            internal static partial class Compare
            {
                [Slice("billing", Take = 10)]
                public static IEnumerable<Ticket> Billing => Triage.Billing;
            }
        }

        public static class Shared
        {
            [Engine("keywords", Version = "1")]
            public static string Keywords(Ticket item) => "A";
        }
        """,
        fileName,
        name);

    [Theory]
    [InlineData("Samples.Outer.Shared{T}.Assay.g.cs", "Part")]
    [InlineData("Samples.Bench.Assay.g.cs", "Including")]
    public Task A_class_that_is_included_and_the_benchmark_that_includes_it(string fileName, string name) => Snapshot.VerifyFileAsync(
        Sources.Benchmark("", "[Include(typeof(Outer.Shared<Ticket>))]", """
            public static partial class Outer
            {
                [Model("big", Provider = "echo")]
                public static partial class Shared<T>
                    where T : notnull
                {
                    [Prompt("ask")]
                    [User("Answer: {{}}")]
                    internal static partial Prompt Ask(T item);

                    [Parse("text", Version = "1")]
                    public static string Text(string text, T item) => text;

                    [Score("same", Parse = "text", Version = "1")]
                    public static bool Same(string text, Output output) => text == output.Text;
                }
            }
            """),
        fileName,
        name);

    [Theory]
    [InlineData("MSTest")]
    [InlineData("NUnit")]
    [InlineData("TUnit")]
    public async Task The_tests_for_another_framework(string framework)
    {
        var generated = GeneratorTest.Run(TestCompilation.CreateWith(Sources.Triage, framework, $"Assay.{framework}"));
        await Snapshot.VerifyAsync(generated["Samples.Triage.Slices.Assay.g.cs"], $"Triage.Slices.{framework}");
        Assert.Empty(generated.CompilerMessages);
    }

    [Theory]
    [InlineData("MSTest")]
    [InlineData("NUnit")]
    public async Task What_the_tests_for_another_framework_share(string framework)
    {
        var generated = GeneratorTest.Run(TestCompilation.CreateWith(Sources.Triage, framework, $"Assay.{framework}"));
        await Snapshot.VerifyAsync(generated["AssayFixture.Assay.g.cs"], $"AssayFixture.{framework}");
    }

    [Fact]
    public async Task A_benchmark_with_an_error_has_its_prompts_only()
    {
        var source = Sources.Benchmark("""
            [Prompt("ask")] [User("{item.Question} {item.Unknown}")] public static partial Prompt Ask(Ticket item);
            """);
        var generated = GeneratorTest.Run(source, hasXunit: true);
        await Snapshot.VerifyAsync(Assert.Single(generated.Files).SourceText.ToString(), "Invalid");
    }

    [Fact]
    public void The_same_sources_give_the_same_files()
    {
        var first = GeneratorTest.Run(Sources.Triage, hasXunit: true).Files;
        var second = GeneratorTest.Run(Sources.Triage, hasXunit: true).Files;
        Assert.Equal(first.Select(static file => file.SourceText.ToString()), second.Select(static file => file.SourceText.ToString()));
    }
}
