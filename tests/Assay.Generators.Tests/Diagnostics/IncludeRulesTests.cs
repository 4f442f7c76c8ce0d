using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class IncludeRulesTests
{
    [Theory]
    [InlineData("[Include(typeof([|Shared<>|]))]", "public static class Shared<T> { [Parse(\"x\")] public static string X(string text) => text; }")]
    [InlineData("[Include(typeof([|System.Text.Json.JsonElement|]))]", "")]
    [InlineData("[Include(typeof([|Bench|]))]", "")]
    [InlineData("[Include(typeof([|Ticket[]|]))]", "")]
    public Task A_type_that_cannot_be_included(string attribute, string types) => VerifyAsync("ASY0701", Sources.Benchmark("", attribute, types));

    [Fact]
    public Task A_benchmark_that_is_included() => VerifyAsync(
        "ASY0701",
        Sources.Benchmark("", "[Include(typeof([|Triage|]))]") + Sources.Triage.Replace("namespace Samples;", "").Replace("public sealed record Ticket(string Id, string Question, string Label);", ""));

    [Fact]
    public Task A_benchmark_that_is_a_base() => VerifyAsync("ASY0701", $$"""
        {{Sources.Benchmark("")}}

        [Benchmark("derived")]
        [Model("echo")]
        public partial class Derived : [|Bench|]
        {
            [Slice("all")] public static new int[] All => [];

            [Engine("echo")] public static string Echo() => "";

            [Score("one")] public static int One() => 1;
        }
        """);

    [Theory]
    [InlineData("[Score(\"length\")] public static int X(Output output) => 1;")]
    [InlineData("[Engine(\"echo\")] public static string X() => \"\";")]
    [InlineData("[Slice(\"all\")] public static Ticket[] X => [];")]
    public Task An_included_id_that_is_taken(string member) => VerifyAsync(
        "ASY0702", Sources.Benchmark("", "[Include(typeof([|Shared|]))]", $"public static class Shared {{ {member} }}"));

    [Theory]
    [InlineData("[Model(\"echo\")]", "")]
    [InlineData("[Gate(\"length\")]", "[Gate(\"length\", Tolerance = 0.1)]")]
    public Task An_included_attribute_that_is_there_already(string attribute, string own) => VerifyAsync(
        "ASY0702", Sources.Benchmark("", $"[Include(typeof([|Shared|]))] {own}", $"{attribute} public static class Shared;"));

    [Fact]
    public async Task A_conflict_of_two_included_classes_names_both()
    {
        const string Member = "{ [Parse(\"x\")] public static string X(string text) => text; }";
        var diagnostic = await DiagnosticTest.VerifyAsync("ASY0702", Sources.Benchmark(
            "", "[Include(typeof(First))] [Include(typeof([|Second|]))]", $"public static class First {Member} public static class Second {Member}"));
        Assert.Equal("The parse 'x' comes from 'First' and from 'Second'; rename or remove one of them", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task A_base_class_with_an_id_that_is_taken() => VerifyAsync(
        "ASY0702",
        Sources.Benchmark("", "", "public abstract class Shared { [Score(\"length\")] public static int X(Output output) => 1; }").Replace("class Bench", "class Bench : [|Shared|]"));

    [Fact]
    public Task A_base_class_of_a_base_class_is_reported_where_the_benchmark_derives() => VerifyAsync(
        "ASY0702",
        Sources.Benchmark("", "", "public class Root { [Score(\"length\")] public static int X(Output output) => 1; } public class Shared : Root;").Replace("class Bench", "class Bench : [|Shared|]"));

    [Fact]
    public Task A_private_member() => VerifyAsync(
        "ASY0703", Sources.Benchmark("", "[Include(typeof([|Shared|]))]", "public static class Shared { [Score(\"x\")] private static int X(Output output) => 1; }"));

    [Fact]
    public Task Nothing_to_include() => VerifyAsync(
        "ASY0704", Sources.Benchmark("", "[Include(typeof([|Shared|]))]", "public static class Shared { public static int X(Output output) => 1; }"));

    [Fact]
    public Task A_class_around_prompts_that_is_not_partial() => DiagnosticTest.VerifyWithCompilerErrorsAsync("ASY0705", """
        namespace Samples;

        public static class [|Outer|]
        {
            public static partial class Shared
            {
                [Prompt("x")] [User("{item}")] public static partial Prompt X(int item);
            }
        }
        """, "CS0260");

    [Fact]
    public Task A_fault_of_an_included_class_is_reported_in_that_class_alone() => VerifyAsync(
        "ASY0402", Sources.Benchmark("", "[Include(typeof(Shared))]", "public static class Shared { [Score(\"x\")] public static [|string|] X(Output output) => \"\"; }"));

    [Fact]
    public Task What_an_included_class_misses_is_reported_at_the_including_line() => VerifyAsync(
        "ASY0404", Sources.Benchmark("", "[Include(typeof([|Shared|]))]", "public static class Shared { [Score(\"x\", Parse = \"y\")] public static int X(Output output) => 1; }"));

    [Fact]
    public Task What_does_not_fit_the_items_is_reported_at_the_including_line() => VerifyAsync(
        "ASY0401", Sources.Benchmark("", "[Include(typeof([|Shared|]))]", "public static class Shared { [Score(\"x\")] public static int X(int item) => item; }"));

    [Fact]
    public Task A_malformed_prompt_of_an_included_class() => VerifyAsync("ASY0205", Sources.Benchmark(
        "", "[Include(typeof(Shared))]", "public static partial class Shared { [Prompt(\"x\")] [User(\"[|{item.Unknown}|]\")] public static partial Prompt X(Ticket item); }"));

    private static Task VerifyAsync(string id, string marked) => DiagnosticTest.VerifyAsync(id, marked);
}
