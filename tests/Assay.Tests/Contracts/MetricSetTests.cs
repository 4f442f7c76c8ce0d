using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Contracts;

public sealed class MetricSetTests
{
    private static readonly MetricContext Candidate = new(new Item("1", "", "{}"u8.ToArray()), new Output("text"), null);

    [Fact]
    public async Task The_function_runs_once_for_a_candidate_and_anew_for_what_a_hook_changed()
    {
        var calls = 0;
        var (first, second) = Bound(new MetricSet<int>("1", (_, _) => new(++calls), [new("a", static value => new(value)), new("b", static value => new(-value))]));
        var context = Candidate with { Memo = new EvaluationMemo() };

        Assert.Equal(new MetricResult(1), await first(context, CancellationToken.None));
        Assert.Equal(new MetricResult(-1), await second(context, CancellationToken.None));
        Assert.Equal(new MetricResult(-2), await second(context with { Output = new Output("text") }, CancellationToken.None));
        Assert.Equal(new MetricResult(3), await first(Candidate, CancellationToken.None));
    }

    [Fact]
    public async Task A_function_that_threw_throws_for_each_metric_and_runs_once()
    {
        var calls = 0;
        var (first, second) = Bound(new MetricSet<int>("1", (_, _) => throw new FormatException($"call {++calls}"), [new("a", static value => new(value)), new("b", static value => new(value))]));
        var context = Candidate with { Memo = new EvaluationMemo() };

        Assert.Equal("call 1", (await Assert.ThrowsAsync<FormatException>(async () => await first(context, CancellationToken.None))).Message);
        Assert.Equal("call 1", (await Assert.ThrowsAsync<FormatException>(async () => await second(context, CancellationToken.None))).Message);
    }

    [Fact]
    public void Each_metric_is_registered_once()
    {
        var set = new MetricSet<int>("7", static (_, _) => new(1), [new("a", static value => new(value))]) { ReadsFailures = true };
        var registry = new PluginRegistry().Add(set);

        Assert.True(registry.TryGetMetric("a", out var metric));
        Assert.Equal(("7", true), (metric.Version, metric.ReadsFailures));
        Assert.Equal(ErrorCode.PluginDuplicate, Assert.Throws<AssayException>(() => registry.Add(set)).Code);
    }

    [Fact]
    public void A_metric_that_is_called_after_its_score_keeps_its_name()
    {
        var one = new ScoreSpec("grade", [new MetricSpec("grade/fluency")]);
        var two = new ScoreSpec("grade", [new MetricSpec("grade/fluency"), new MetricSpec("bleu")]);

        Assert.Equal("grade", one.NameOf(one.Metrics[0]));
        Assert.Equal(["grade/fluency", "grade/bleu"], two.Metrics.Select(two.NameOf));
    }

    private static (BoundMetric First, BoundMetric Second) Bound(MetricSet<int> set)
    {
        BoundMetric[] metrics = [.. set.Metrics.Select(static metric => metric.Bind(null))];
        return (metrics[0], metrics[1]);
    }
}
