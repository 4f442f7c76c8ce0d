using Assay.Errors;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class EventRepositoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_of_a_run_come_in_order_up_to_its_end()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var other = await bundle.Storage.Runs.BeginRunAsync([bundle.Plan], "{}", DateTimeOffset.UnixEpoch, default);
        var generation = bundle.Completed(1, new Output("text") { FinishReason = "stop", InputTokens = 5 });
        await bundle.AppendAsync(generation);
        await bundle.Storage.Runs.EndRunAsync(bundle.Run, RunState.CompletedWithFailures, DateTimeOffset.UnixEpoch.AddSeconds(9), default);
        await bundle.Storage.Runs.EndRunAsync(other, RunState.Stopped, DateTimeOffset.UnixEpoch, default);

        var events = await bundle.Storage.Events.ReadRunAsync(bundle.Run, default).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([EventKind.RunBegan, EventKind.RunPlanned, EventKind.Generated, EventKind.RunEnded], events.Select(e => e.Kind));
        Assert.Equal("""{"os":"any"}""", events[0].Text);
        Assert.Equal(bundle.Plan, events[1].PlanId);
        Assert.Equal(
            new StoredEvent(events[2].Seq, EventKind.Generated, generation.Started)
            {
                RunId = bundle.Run,
                GenerationId = generation.RowId,
                ModelId = bundle.Model,
                ParamsId = bundle.Params,
                Key = generation.Key,
                Seed = 1,
                Success = true,
                Duration = TimeSpan.FromSeconds(2),
                Number = 1,
                InputTokens = 5,
                Name = "stop",
                Text = "text",
            },
            events[2]);
        Assert.Equal((RunState.CompletedWithFailures, DateTimeOffset.UnixEpoch.AddSeconds(9)), (events[3].RunState, events[3].At));
    }

    [Fact]
    public async Task Events_of_a_generation_tell_its_story_over_all_runs()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var failed = bundle.Failed(1);
        await bundle.AppendAsync(failed, bundle.Completed(2));
        var completed = new GenerationEntry
        {
            RunId = bundle.Run,
            Key = TestBundle.Key(1),
            ModelId = bundle.Model,
            Seed = 1,
            Output = "A",
            Started = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.Zero,
            FailedAttempts = [new(1, ErrorCode.RateLimit, "slow", TimeSpan.Zero)],
            Turns = [new(0, MessageRole.Assistant, "thinking")],
        };
        await bundle.AppendAsync(completed, bundle.Completed(3), bundle.Scored(
            completed,
            TestBundle.Item(1),
            [new(bundle.Letter, true, "A", TimeSpan.Zero) { Attempts = [new("regex", true, "A", TimeSpan.Zero)] }],
            new EvaluationRecord(bundle.Letter, bundle.Accuracy, 1, null, null, TimeSpan.Zero) { JudgeCalls = [new("{}")] }));
        await bundle.Storage.Links.AddToGenerationAsync(bundle.Run, completed.RowId, new("trace", new Uri("https://t.example/")), default);

        var events = await bundle.Storage.Events.ReadGenerationAsync(completed.RowId, default).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [EventKind.Generated, EventKind.Generated, EventKind.AttemptFailed, EventKind.TurnTaken, EventKind.Parsed, EventKind.ExtractorTried, EventKind.Scored, EventKind.JudgeCalled, EventKind.Linked],
            events.Select(e => e.Kind));
        Assert.Equal([false, true], events.Take(2).Select(e => e.Success));
        Assert.Equal((ErrorCode.RateLimit, 1), (events[2].Code, events[2].Number));
        Assert.Equal(("assistant", "thinking"), (events[3].Name, events[3].Text));
        Assert.Equal(("regex", true), (events[5].Name, events[5].Success));
        Assert.Equal(("trace", "https://t.example/"), (events[8].Name, events[8].Text));
    }

    [Fact]
    public async Task Parse_that_only_repeats_a_finding_is_left_out_of_a_generation_with_its_details()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var generation = bundle.Completed(1);
        TransformRecord parse = new(bundle.Letter, true, "A", TimeSpan.Zero) { Attempts = [new("regex", true, "A", TimeSpan.Zero)] };
        await bundle.AppendAsync(generation, bundle.Scored(generation, TestBundle.Item(1), [parse]), bundle.Scored(generation, TestBundle.Item(1), [parse]));

        var events = await bundle.Storage.Events.ReadGenerationAsync(generation.RowId, default).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([EventKind.Generated, EventKind.Parsed, EventKind.ExtractorTried], events.Select(e => e.Kind));
        Assert.Equal(7, (await bundle.Storage.Events.ReadRunAsync(bundle.Run, default).ToListAsync(TestContext.Current.CancellationToken)).Count);
    }
}
