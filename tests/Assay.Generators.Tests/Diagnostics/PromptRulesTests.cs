using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class PromptRulesTests
{
    [Theory]
    [InlineData("public static partial Prompt [|X|]();")]
    [InlineData("public static partial Prompt [|X|](Ticket item, int count);")]
    [InlineData("public static partial [|void|] X(Ticket item);")]
    [InlineData("public static partial Prompt X(in [|Ticket|] item);")]
    [InlineData("public static partial Prompt X(params [|Ticket[]|] items);")]
    [InlineData("public static partial [|string|] X(Ticket item);")]
    public Task A_method_of_another_form(string method) => VerifyAsync("ASY0201", $"[Prompt(\"x\")] [User(\"hi\")] {method}");

    [Fact]
    public Task A_generic_method() =>
        DiagnosticTest.VerifyWithCompilerErrorsAsync("ASY0201", Sources.Benchmark("[Prompt(\"x\")] [User(\"hi\")] public static partial Prompt [|X|]<T>(Ticket item);"), "CS8795");

    [Fact]
    public Task A_method_that_is_not_partial() => VerifyAsync("ASY0202", "[Prompt(\"x\")] [User(\"hi\")] public static Prompt [|X|](Ticket item) => Prompt.Empty;");

    [Fact]
    public Task A_method_with_a_body_of_its_own() => VerifyAsync("ASY0202", """
        [Prompt("x")] [User("hi")] public static partial Prompt [|X|](Ticket item);

        public static partial Prompt X(Ticket item) => Prompt.Empty;
        """);

    [Fact]
    public Task Two_prompts_of_one_id() => VerifyAsync("ASY0203", """
        [Prompt("x")] [User("hi")] public static partial Prompt X(Ticket item);

        [Prompt([|"x"|])] [User("hi")] public static partial Prompt Y(Ticket item);
        """);

    [Fact]
    public Task A_prompt_without_a_message() => VerifyAsync("ASY0204", "[Prompt(\"x\")] public static partial Prompt [|X|](Ticket item);");

    [Theory]
    [InlineData("\"Read [|{item.Qestion}|].\"")]
    [InlineData("\"A\\n\\\"[|{item.Nothing}|]\"")]
    [InlineData("@\"{item.Label} [|{item.Nothing}|]\"")]
    [InlineData("\"\"\"{item.Label} [|{item.Nothing}|]\"\"\"")]
    [InlineData("\"{{item.Nothing}} [|{item.Nothing}|]\"")]
    [InlineData("\"a\" + \"[|{item.Nothing}|]\"")]
    [InlineData("\"[|{item.Label.Size}|]\"")]
    [InlineData("\"[|{ticket.Label}|]\"")]
    [InlineData("\"[|{Label}|]\"")]
    [InlineData("\"[|{prompt.tone}|]\"")]
    [InlineData("\"[|{item.Label[0]}|]\"")]
    [InlineData("\"[|{item.Label.Length[0]}|]\"")]
    public Task An_unknown_placeholder(string template) => VerifyAsync("ASY0205", Prompt(template));

    [Theory]
    [InlineData("\"[|{|]item.Label\"")]
    [InlineData("\"[|{|] {item.Label}\"")]
    [InlineData("\"a[|}|] {item.Label}\"")]
    [InlineData("\"[|{}|]\"")]
    [InlineData("\"[|{item.}|]\"")]
    [InlineData("\"[|{item[0]}|]\"")]
    [InlineData("\"[|{item.Label[}|]\"")]
    [InlineData("\"[|{item.Label[]}|]\"")]
    [InlineData("\"[|{item.Label]0[}|]\"")]
    [InlineData("\"[|{item.Label:}|]\"")]
    public Task A_malformed_template(string template) => VerifyAsync("ASY0206", Prompt(template));

    [Theory]
    [InlineData("{item.Tags}")]
    [InlineData("{item.Anything}")]
    [InlineData("{item.Name:N0}")]
    public async Task A_placeholder_without_a_text_form(string placeholder) => await DiagnosticTest.VerifyAsync("ASY0207", $$"""
        namespace Samples;

        public sealed record Entry(string Name, string[] Tags, object Anything);

        [Benchmark("bench")]
        [Model("echo")]
        public partial class Bench
        {
            [Slice("all")] public static Entry[] All => [];

            [Engine("echo")] public static string Echo(Entry item) => item.Name;

            [Score("length")] public static int Length(Output output) => output.Text.Length;

            [Prompt("x")] [User("[|{{placeholder}}|]")] public static partial Prompt X(Entry item);
        }
        """);

    private static string Prompt(string template) => $"[Prompt(\"x\")] [User({template})] public static partial Prompt X(Ticket item);";

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
