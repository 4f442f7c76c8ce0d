using Assay.Errors;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;
using Assay.Tests.Execution;

namespace Assay.Tests.Results;

/// <summary>What a stage records beside its outcome, with times that are known because the events are written by hand.</summary>
public sealed class TimelineDetailTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Began = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Timeline_tells_attempts_extractors_and_judge_calls_with_their_durations()
    {
        var result = await WriteAsync();
        var candidate = (await result.CandidatesAsync(Token).ToListAsync())[0];

        var timeline = await result.TimelineAsync(candidate, Token);

        Assert.Equal(
            [EventKind.Generated, EventKind.AttemptFailed, EventKind.AttemptFailed, EventKind.Parsed, EventKind.ExtractorTried, EventKind.ExtractorTried, EventKind.Scored, EventKind.JudgeCalled],
            timeline.Steps.Select(static step => step.Kind));
        var generated = timeline.Steps[0];
        Assert.Equal((Began, TimeSpan.FromSeconds(9), 3, 11, 2), (generated.At, generated.Duration, generated.Number, generated.InputTokens, generated.OutputTokens));
        Assert.Equal(
            [(1, ErrorCode.RateLimit, "Slow down.", TimeSpan.FromSeconds(1)), (2, ErrorCode.Timeout, "Too slow.", TimeSpan.FromSeconds(2))],
            timeline.Steps.Skip(1).Take(2).Select(static step => (step.Number!.Value, step.Failure!.Value, step.Text!, step.Duration!.Value)));
        Assert.Equal([("whole", false, "no number"), ("last_word", true, "2")], timeline.Steps.Skip(4).Take(2).Select(static step => (step.Name, step.Success!.Value, step.Text!)));
        Assert.Equal("""{"answer":"good"}""", timeline.Steps[^1].Text);
        Assert.Equal(TimelineStage.Evaluation, timeline.Steps[^1].Stage);
        Assert.Equal((TimeSpan.FromSeconds(9), TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(7)), (timeline.DurationOf(TimelineStage.Generation), timeline.DurationOf(TimelineStage.Transform), timeline.DurationOf(TimelineStage.Evaluation)));
        Assert.Equal([ErrorCode.RateLimit, ErrorCode.Timeout], timeline.Errors.Select(static step => step.Failure!.Value));
    }

    private async Task<BenchmarkResult> WriteAsync()
    {
        var result = await runs.RunAsync(new TestExperiment { Models = ["m1"], Items = 1 }.Build(), RunStages.Evaluation);
        var candidate = (await result.CandidatesAsync(Token).ToListAsync())[0];
        var (slice, binding) = result.Source.Tasks[0];
        var store = result.Source.Store;
        var run = await store.BeginRunAsync([binding.PlanId], "{}", Began, Token);
        var generation = new GenerationEntry
        {
            RunId = run,
            Key = candidate.Id,
            ModelId = binding.ModelIds[0],
            Seed = candidate.Seed,
            Output = new Output("it is 2") { InputTokens = 11, OutputTokens = 2 },
            Started = Began,
            Duration = TimeSpan.FromSeconds(9),
            Attempts = 3,
            FailedAttempts =
            [
                new AttemptRecord(1, ErrorCode.RateLimit, "Slow down.", TimeSpan.FromSeconds(1)),
                new AttemptRecord(2, ErrorCode.Timeout, "Too slow.", TimeSpan.FromSeconds(2)),
            ],
        };
        var item = new ItemEntry(slice.Items[0], storePayload: false);
        await store.AppendAsync(generation, Token);
        await store.AppendAsync(new PlanItemEntry { PlanId = binding.PlanId, Ordinal = 0, Generation = new GenerationRef(generation), Item = item }, Token);
        await store.AppendAsync(
            new ScoreEntry
            {
                RunId = run,
                Generation = new GenerationRef(generation),
                Item = item,
                Transforms =
                [
                    new TransformRecord(binding.ParseIds[1], true, "2", TimeSpan.FromMilliseconds(5))
                    {
                        Attempts = [new ExtractorAttemptRecord("whole", false, "no number", TimeSpan.FromMilliseconds(1)), new ExtractorAttemptRecord("last_word", true, "2", TimeSpan.FromMilliseconds(4))],
                    },
                ],
                Evaluations = [new EvaluationRecord(binding.ParseIds[1], binding.MetricIds[1], 1, null, "good", TimeSpan.FromMilliseconds(7)) { JudgeCalls = [new JudgeCallRecord("""{"answer":"good"}""")] }],
            },
            Token);
        await store.FlushAsync(Token);
        return result;
    }
}
