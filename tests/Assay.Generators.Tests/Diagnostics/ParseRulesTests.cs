using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class ParseRulesTests
{
    [Theory]
    [InlineData("public static [|void|] X(Output output) { }")]
    [InlineData("public static [|Task|] X(Output output) => Task.CompletedTask;")]
    [InlineData("public static int X(Output output, [|int|] count) => count;")]
    [InlineData("public static int X(Output first, [|Output|] second) => 1;")]
    [InlineData("public static int [|X|](Ticket item) => 1;")]
    [InlineData("public static int [|X|]<T>(Output output) => 1;")]
    [InlineData("public static int X(ref [|Output|] output) => 1;")]
    public Task A_method_of_another_form(string method) => DiagnosticTest.VerifyAsync("ASY0301", Sources.Benchmark($"[Parse(\"x\")] {method}"));

    [Fact]
    public Task Two_parses_of_one_id() => DiagnosticTest.VerifyAsync("ASY0302", Sources.Benchmark("""
        [Parse("x")] public static int X(Output output) => 1;

        [Parse([|"x"|])] public static int Y(Output output) => 1;
        """));

    [Theory]
    [InlineData("\"second\"", "ASY0303", "secnd")]
    [InlineData("nameof(Echo)", "ASY0303", "Echo")]
    public async Task A_fallback_that_is_no_parse(string written, string id, string named)
    {
        var diagnostic = await VerifyAsync(id, written.Replace("second", "secnd"), "Parsed<int>");
        Assert.Contains($"'{named}'", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("long")]
    [InlineData("Parsed<string>")]
    [InlineData("Task<Parsed<int?>>")]
    public Task A_fallback_of_another_type(string type) => VerifyAsync("ASY0304", "nameof(Second)", type);

    [Theory]
    [InlineData("\"first\"")]
    [InlineData("nameof(First)")]
    public Task A_fallback_on_itself(string written) => VerifyAsync("ASY0305", written, "Parsed<int>");

    [Fact]
    public Task A_fallback_that_is_named_twice() => DiagnosticTest.VerifyAsync("ASY0305", Source("nameof(Second), [|\"second\"|]", "Parsed<int>"));

    [Fact]
    public Task A_fallback_with_fallbacks_of_its_own() => DiagnosticTest.VerifyAsync("ASY0305", Source("[|nameof(Second)|]", "Parsed<int>", ", Fallbacks = [\"third\"]"));

    [Theory]
    [InlineData("int")]
    [InlineData("ValueTask<int>")]
    public Task A_fallback_that_never_has_a_turn(string type) => DiagnosticTest.VerifyAsync("ASY0306", Source("nameof(Second), [|\"third\"|]", type));

    [Fact]
    public Task A_parse_that_never_fails_may_come_last() => DiagnosticTest.VerifyNoneAsync(Source("nameof(Third), nameof(Second)", "int"));

    private static Task<Microsoft.CodeAnalysis.Diagnostic> VerifyAsync(string id, string written, string type) => DiagnosticTest.VerifyAsync(id, Source($"[|{written}|]", type));

    private static string Source(string fallbacks, string second, string settings = "") => Sources.Benchmark($"""
        [Parse("first", Fallbacks = [{fallbacks}])] public static Parsed<int> First(Output output) => default;

        [Parse("second"{settings})] public static {second} Second(Output output) => default!;

        [Parse("third")] public static Task<Parsed<int>> Third(Output output) => null!;

        [Score("reads", Parse = "first")] public static int Reads(int number) => number;
        """);
}
