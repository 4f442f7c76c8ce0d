using Assay.Generators.Tests.Setup;

namespace Assay.Generators.Tests.Diagnostics;

public sealed class JudgeRulesTests
{
    [Theory]
    [InlineData("public static [|string|] J(Output output) => \"\";")]
    [InlineData("public static [|char|] J(Output output) => 'a';")]
    [InlineData("public static double J([|string|] text) => 1;")]
    [InlineData("public static [|string|] J => \"\";")]
    public Task A_member_of_another_form(string member) => VerifyAsync("ASY0881", $"[Judge(\"j\")] {member}");

    [Fact]
    public Task Two_judges_of_one_id() => VerifyAsync("ASY0882", """
        [Judge("j")] public static bool J(Output output) => true;

        [Judge([|"j"|])] public static bool K(Output output) => true;
        """);

    [Fact]
    public Task A_score_that_does_not_ask_its_judge() => VerifyAsync("ASY0883", """
        [Judge("j")] public static bool J(Output output) => true;

        [Score("x", Judge = [|nameof(J)|])] public static bool X(Output output) => true;
        """);

    [Theory]
    [InlineData("[|\"grader2\"|]")]
    [InlineData("[|nameof(Length)|]")]
    public Task A_score_that_means_another_judge(string judge) => VerifyAsync("ASY0884", $$"""
        [Judge("grader")] public static bool J(Output output) => true;

        [Score("x", Judge = {{judge}})] public static double X(Assay.Contracts.JudgeVerdict verdict) => verdict.Score;
        """);

    [Fact]
    public Task A_judge_of_the_registry_is_no_slip() => DiagnosticTest.VerifyNoneAsync(Sources.Benchmark("""
        [Judge("grader")] public static bool J(Output output) => true;

        [Score("x", Judge = "gpt-judge")] public static double X(Assay.Contracts.JudgeVerdict verdict) => verdict.Score;
        """));

    [Theory]
    [InlineData("Assay.Contracts.JudgeVerdict verdict", "verdict.Score > 0")]
    [InlineData("Assay.Contracts.IJudge judge", "judge.Id == \"\"")]
    public Task A_score_without_the_judge_that_it_reads(string parameter, string value) => VerifyAsync("ASY0885", $"[Score(\"x\")] public static bool [|X|]({parameter}) => {value};");

    private static Task VerifyAsync(string id, string members) => DiagnosticTest.VerifyAsync(id, Sources.Benchmark(members));
}
