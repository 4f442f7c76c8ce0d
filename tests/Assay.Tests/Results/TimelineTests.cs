using Assay.Errors;
using Assay.Identity;
using Assay.Reporting;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;
using Assay.Tests.Execution;

namespace Assay.Tests.Results;

/// <summary>What happened to a candidate, read back from a real store's events.</summary>
public sealed class TimelineTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Timeline_tells_generation_parses_and_scores_in_the_order_in_which_they_happened()
    {
        var result = await runs.RunAsync(new TestExperiment { Models = ["m1"], Items = 3 }.Build());
        var candidate = (await result.CandidatesAsync(Token).ToListAsync())[2];

        var timeline = await result.TimelineAsync(candidate, Token);

        var stages = timeline.Steps.Where(static step => step.Kind is EventKind.Generated or EventKind.Parsed or EventKind.Scored).ToList();
        Assert.Equal(
            [(EventKind.Generated, "m1"), (EventKind.Parsed, "strict"), (EventKind.Parsed, "lenient"), (EventKind.Scored, "strict_right"), (EventKind.Scored, "right"), (EventKind.Scored, "length")],
            stages.Select(static step => (step.Kind, step.Name)));
        Assert.Equal([TimelineStage.Generation, TimelineStage.Transform, TimelineStage.Transform, TimelineStage.Evaluation, TimelineStage.Evaluation, TimelineStage.Evaluation], stages.Select(static step => step.Stage));
        Assert.Equal(("it is 6", PayloadRef.Of("it is 6"), true, 1), (stages[0].Text, stages[0].Payload!.Value, stages[0].Success, stages[0].Number));
        Assert.Equal((7, Digest.Of("it is 6")), (stages[0].Payload!.Value.Bytes, stages[0].Payload!.Value.Hash));
        Assert.Equal((false, true, "6"), (stages[1].Success, stages[2].Success, stages[2].Text));
        Assert.Equal((ErrorCode.ParseFailed, 1.0, 7.0), (stages[3].Failure, stages[4].Score, stages[5].Score));
        Assert.Equal(timeline.Steps.Select(static step => step.Seq).Order(), timeline.Steps.Select(static step => step.Seq));
        Assert.Equal(stages[0].Duration, timeline.DurationOf(TimelineStage.Generation));
        Assert.Equal(candidate.Id, timeline.Generation!.Key);
    }

    [Fact]
    public async Task Timeline_goes_over_all_runs_of_a_candidate()
    {
        var isDown = true;
        var test = new TestExperiment
        {
            Models = ["m1"],
            Items = 1,
            Answer = (_, _) => isDown ? throw new EngineException(new ErrorCode("refused"), "Not today.") : ValueTask.FromResult<Output>("2"),
        };
        await runs.RunAsync(test.Build());
        isDown = false;
        var result = await runs.RunAsync(test.Build());
        var trial = (await result.TrialsAsync(Token).ToListAsync())[0];

        var timeline = Assert.Single((await result.TimelineAsync(trial, Token)).Candidates);

        var tries = timeline.Steps.Where(static step => step.Kind == EventKind.Generated).ToList();
        Assert.Equal([(false, new ErrorCode("refused"), "Not today."), (true, (ErrorCode?)null, "2")], tries.Select(static step => (step.Success!.Value, step.Failure, step.Text!)));
        Assert.NotEqual(tries[0].RunId, tries[1].RunId);
        Assert.Equal(tries[0].Seq, Assert.Single(timeline.Errors).Seq);
    }

    [Fact]
    public async Task Timeline_holds_the_conversation_and_the_links()
    {
        var turns = new ValueList<ConversationTurn>[] { [new ConversationTurn(MessageRole.Assistant, "Let me see."), new ConversationTurn(MessageRole.Tool, "42") { ToolName = "look", ToolCallId = "c1" }] }[0];
        var test = new TestExperiment { Models = ["m1"], Items = 1, Answer = (_, _) => ValueTask.FromResult(new Output("2") { Conversation = turns }) };
        var result = await runs.RunAsync(test.Build());
        var candidate = (await result.CandidatesAsync(Token).ToListAsync())[0];
        var before = await result.TimelineAsync(candidate, Token);
        await (await runs.Orchestrator.GetStorageAsync(Token)).Links.AddToGenerationAsync(before.Steps[0].RunId!.Value, before.Generation!.Id, new LinkRecord("trace", new Uri("https://traces.example/1")), Token);

        var timeline = await result.TimelineAsync(candidate, Token);

        Assert.Equal(["Let me see.", "42"], timeline.Conversation.Select(static turn => turn.Text));
        Assert.Equal("look", timeline.Conversation[1].ToolName);
        Assert.Equal("trace", Assert.Single(timeline.Links).Kind);
        Assert.Equal([EventKind.TurnTaken, EventKind.ToolTurnTaken], timeline.Steps.Where(static step => step.Kind is EventKind.TurnTaken or EventKind.ToolTurnTaken).Select(static step => step.Kind));
        Assert.Equal("trace", Assert.Single(timeline.Steps, static step => step.Kind == EventKind.Linked).Name);
    }

    [Fact]
    public async Task Timeline_leaves_out_the_scores_of_another_item_that_shares_the_generation()
    {
        // The engine reads the prompt alone, and both slices ask the same thing about items of different content.
        var test = new TestBenchmark { Slices = ["s1"], Items = 1 };
        var result = await runs.RunAsync(test.Build());
        var other = new TestBenchmark { Slices = ["s1"], Items = 1, ItemNote = "another content" };
        var second = await runs.RunAsync(other.Build());
        var candidate = (await second.CandidatesAsync(Token).ToListAsync())[0];

        var timeline = await second.TimelineAsync(candidate, Token);

        Assert.Equal((await result.CandidatesAsync(Token).ToListAsync())[0].Id, candidate.Id);
        Assert.Single(timeline.Steps, static step => step.Kind == EventKind.Scored);
    }

    [Fact]
    public async Task Timeline_of_what_was_not_run_is_empty()
    {
        var result = await runs.RunAsync(new TestExperiment { Models = ["m1"], Items = 1 }.Build(), RunStages.Evaluation);
        var candidate = (await result.CandidatesAsync(Token).ToListAsync())[0];

        var timeline = await result.TimelineAsync(candidate, Token);

        Assert.Empty(timeline.Steps);
        Assert.Null(timeline.Generation);
        Assert.Empty(timeline.Conversation);
    }

    [Fact]
    public async Task Markdown_shows_a_line_per_step_and_no_markup_of_the_model()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1, Answer = static (_, _) => ValueTask.FromResult<Output>("<b>|**2**|\n" + new string('x', 100)) };
        var result = await runs.RunAsync(test.Build());
        var candidate = (await result.CandidatesAsync(Token).ToListAsync())[0];
        var timeline = await result.TimelineAsync(candidate, Token);

        var lines = timeline.ToMarkdown().Split('\n');

        Assert.Equal($"# s1 / m1 / p1 / i001 / sample 0 ({candidate.Id.Short})", lines[0]);
        Assert.Equal(timeline.Steps.Count + 2, lines.Count(static line => line.StartsWith('|')));
        Assert.Contains(@"&lt;b&gt;\|\*\*2\*\*\|\\n", lines[4], StringComparison.Ordinal);
        Assert.Contains("…", lines[4], StringComparison.Ordinal);
        Assert.Contains("111 bytes", lines[4], StringComparison.Ordinal);
    }
}
