using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class HookRulesTests
{
    [Theory]
    [InlineData("[BeforeInference(\"h\")] public static [|Output|] H(Prompt prompt) => new(\"\");")]
    [InlineData("[AfterInference(\"h\")] public static [|int|] H(Output output) => 1;")]
    [InlineData("[AfterInference(\"h\")] public static [|string?|] H(Output output) => null;")]
    [InlineData("[BeforeParse(\"h\")] public static string H([|Prompt|] prompt) => \"\";")]
    [InlineData("[AfterParse(\"h\")] public static void H(ref [|Output|] output) { }")]
    [InlineData("[BeforeScore(\"h\")] public static Task<[|int|]> H() => null!;")]
    [InlineData("[AfterScore(\"h\")] public static void [|H|]<T>() { }")]
    [InlineData("[Hook(\"h\")] public static [|string|] H => \"\";")]
    public Task A_member_of_another_form(string member) => VerifyAsync("ASY0851", member.Replace("Task<[|int|]>", "[|Task<int>|]"));

    [Fact]
    public Task Two_hooks_of_one_id_at_one_point() => VerifyAsync("ASY0852", """
        [BeforeParse("h")] public static void H() { }

        [AfterParse("h")] public static void Other() { }

        [BeforeParse([|"h"|])] public static void Again() { }
        """);

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
