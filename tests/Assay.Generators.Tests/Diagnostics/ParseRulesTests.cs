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
}
