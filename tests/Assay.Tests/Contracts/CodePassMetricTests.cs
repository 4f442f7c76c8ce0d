using System.Text;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Contracts;

public sealed class CodePassMetricTests
{
    [Theory]
    [InlineData("Here:\n```python\nx = 1\n```\nand\n```\ny\n```", null, "x = 1\n")]
    [InlineData("x = 2", null, "x = 2")]
    [InlineData("ignored", "x = 3", "x = 3")]
    public async Task Runner_gets_code_tests_and_language(string output, string? parsed, string code)
    {
        CodeRun? seen = null;
        var metric = new CodePassMetric(Run, "7");

        var result = await ScoreAsync(metric, """{"language":"python"}""", """{"tests":"assert x"}""", output, parsed);

        Assert.Equal(new MetricResult(0.5, "half"), result);
        Assert.Equal((code, "assert x", "python"), (seen!.Code, seen.Tests, seen.Language));
        Assert.Equal("1+7", metric.Version);

        Task<CodeVerdict> Run(CodeRun run, CancellationToken cancellationToken)
        {
            seen = run;
            return Task.FromResult(new CodeVerdict(0.5, "half"));
        }
    }

    [Fact]
    public async Task Runner_that_does_not_end_scores_nothing_even_if_it_ignores_its_cancellation()
    {
        var metric = new CodePassMetric((_, _) => new TaskCompletionSource<CodeVerdict>().Task, "1");
        var result = await ScoreAsync(metric, """{"timeout_seconds":0.01}""", """{"tests":[1]}""", "x", null);
        Assert.Equal(0, result.Value);
        Assert.Contains("longer than 0.01 seconds", result.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_run_is_cancelled()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        var metric = new CodePassMetric((_, _) => new TaskCompletionSource<CodeVerdict>().Task, "1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ScoreAsync(metric, null, """{"tests":""}""", "x", null, stopped.Token));
    }

    [Fact]
    public async Task Missing_tests_and_broken_settings_are_named()
    {
        var metric = new CodePassMetric((_, _) => Task.FromResult(new CodeVerdict(1)), "1");
        var missing = await Assert.ThrowsAsync<AssayException>(() => ScoreAsync(metric, null, "{}", "x", null));
        Assert.Contains("the setting 'tests'", missing.Message, StringComparison.Ordinal);
        var broken = Assert.Throws<SpecValidationException>(() => metric.Bind(JsonValue.Parse("""{"timeout_seconds":0,"x":1}""").Element));
        Assert.Equal(["timeout_seconds", "x"], broken.Problems.Select(problem => problem.Path));
    }

    private static async Task<MetricResult> ScoreAsync(CodePassMetric metric, string? config, string item, string output, string? parsed, CancellationToken cancellationToken = default) =>
        await metric.Bind(config is null ? null : JsonValue.Parse(config).Element)(
            new MetricContext(new Item("1", "", Encoding.UTF8.GetBytes(item)), new Output(output), parsed),
            cancellationToken);
}
