using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Specs;

namespace Assay.Tests.Execution;

public sealed class StageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Stages_one_by_one_do_what_a_whole_run_does_and_nothing_twice()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();

        var generated = await RunAsync(orchestrator, test, RunStages.Generation);
        Assert.Equal((36, 36, 0), (test.Calls.Count, generated.Generated, test.Parsings.Count));

        await RunAsync(orchestrator, test, RunStages.Transform);
        Assert.Equal((36, 0), (test.Calls.Count, test.Scorings.Count));
        Assert.Equal(36 + 36 + 12, test.Parsings.Count);

        var evaluated = await RunAsync(orchestrator, test, RunStages.Evaluation);
        Assert.Equal((36, 36), (test.Calls.Count, evaluated.Scored));
        Assert.Equal(24 + 36 + 36, test.Scorings.Count);

        var whole = await RunAsync(orchestrator, test, RunStages.All);
        Assert.Equal((36, 24 + 36 + 36, 36L), (test.Calls.Count, test.Scorings.Count, whole.Reused));
    }

    [Fact]
    public async Task Evaluation_without_stored_outputs_calls_no_engine_and_counts_what_is_missing()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();

        var run = await RunAsync(orchestrator, test, RunStages.Evaluation);

        Assert.Empty(test.Calls);
        Assert.Equal((36, 0L), (run.Missing, run.PaidMissing));
        Assert.Equal("m1 / p1 / i001", run.Unanswered[0]);
    }

    [Fact]
    public async Task Transform_again_parses_nothing_that_is_stored()
    {
        var test = new TestExperiment();
        await using var orchestrator = folder.Open();
        await RunAsync(orchestrator, test, RunStages.Generation | RunStages.Transform);
        var parsings = test.Parsings.Count;

        await RunAsync(orchestrator, test, RunStages.Transform);

        Assert.Equal(parsings, test.Parsings.Count);
    }

    [Fact]
    public async Task Item_that_cannot_be_read_fails_its_own_trials_alone()
    {
        var test = new TestExperiment { Unreadable = { "i002" } };
        await using var orchestrator = folder.Open();

        var run = await RunAsync(orchestrator, test, RunStages.All);

        Assert.Equal((6, 30), (run.Failed, test.Calls.Count));
        Assert.Contains("m1 / p1 / i002: dataset_malformed: The record is torn.", run.Unanswered);
    }

    [Fact]
    public async Task Follow_up_turns_are_sent_after_the_answer_to_what_came_before()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1, FollowUps = [new MessageSpec(MessageRole.User, "Sure about {item.value}?"), new MessageSpec(MessageRole.User, "Really?")] };
        await using var orchestrator = folder.Open();

        await RunAsync(orchestrator, test, RunStages.All);

        var turns = test.Calls.Where(static call => call.Prompt.Messages[0].Text == "double 1").ToList();
        Assert.Equal(3, turns.Count);
        Assert.Equal(["double 1", "2", "Sure about 1?", "2", "Really?"], turns[^1].Prompt.Messages.Select(static message => message.Text));
        Assert.Equal(MessageRole.Assistant, turns[^1].Prompt.Messages[1].Role);
    }

    [Fact]
    public async Task No_more_than_the_allowed_candidates_of_one_trial_are_generated_at_once()
    {
        var (now, most) = (0, 0);
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = 1,
            Samples = 20,
            Answer = async (_, cancellationToken) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                await Task.Delay(5, cancellationToken);
                Interlocked.Decrement(ref now);
                return "2";
            },
        };
        await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = folder.Path, ParallelCandidates = 3 });

        var run = await RunAsync(orchestrator, test, RunStages.All);

        Assert.Equal(40, run.Generated);
        Assert.InRange(most, 2, 6);
    }

    [Fact]
    public async Task Unknown_metric_is_no_obstacle_to_generation()
    {
        var test = new TestExperiment();
        var spec = test.Spec with { Scores = [new ScoreSpec("s", [new MetricSpec("nobody")])] };
        var definition = new BenchmarkDefinition { Spec = spec, Plugins = test.Plugins, Datasets = test.Build().Datasets, Name = "B" };
        await using var orchestrator = folder.Open();

        await orchestrator.ExecuteAsync(definition, RunStages.Generation, null, Token);
        var error = await Assert.ThrowsAsync<SpecValidationException>(() => orchestrator.ExecuteAsync(definition, RunStages.All, null, Token));

        Assert.Equal(36, test.Calls.Count);
        Assert.Equal(ErrorCode.PluginUnknown, error.Code);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value)
            Interlocked.CompareExchange(ref most, value, seen);
    }

    private static async Task<SliceRun> RunAsync(Orchestrator orchestrator, TestExperiment test, RunStages stages) =>
        (await orchestrator.ExecuteAsync(test.Build(), stages, null, Token)).Outcome.Tasks[0];
}
