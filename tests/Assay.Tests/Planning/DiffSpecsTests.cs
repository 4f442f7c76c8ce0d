using Assay.Planning.Diffs;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Planning;

/// <summary>Differences of runs on a real store: 3 models × 2 prompts × 6 items, 2 parses, 3 scores.</summary>
public sealed class DiffSpecsTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestExperiment test = new();
    private readonly Orchestrator orchestrator;

    public DiffSpecsTests() => orchestrator = folder.Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await orchestrator.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Equal_runs_differ_in_nothing()
    {
        var diff = await DiffAsync(test.Spec);

        Assert.True(diff.IsEmpty);
        Assert.Equal("# everything → everything\n\nNothing differs.\n", diff.ToMarkdown());
    }

    [Fact]
    public async Task Edited_prompt_replaces_the_work_of_its_variant_and_leaves_what_was_finished()
    {
        await RunAsync();
        var edited = test.Spec.Prompts[0] with { Messages = [new MessageSpec(MessageRole.User, "please double {item.value}")] };

        var diff = await DiffAsync(test.Spec with { Prompts = [edited, test.Spec.Prompts[1]] });

        Assert.Equal(["prompts[0].messages[0].content"], diff.SourceChanges.Select(static change => change.Path));
        Assert.Equal(["tasks[0].prompts[0].messages[0].content"], diff.ExperimentChanges.Select(static change => change.Path));
        Assert.Equal((18, 18), Counts(diff.Trials));
        Assert.Equal((18, 18), Counts(diff.Generations));
        Assert.Equal((36, 36), Counts(diff.Transforms));
        Assert.Equal((54, 54), Counts(diff.Evaluations));
        Assert.True(diff.LeavesFinishedWork);
        Assert.Equal((18, 54), (diff.GenerationsLeft, diff.EvaluationsLeft));
    }

    [Fact]
    public async Task Edited_metric_replaces_its_evaluations_alone()
    {
        await RunAsync();
        var length = new ScoreSpec("length", [new MetricSpec("length") { Version = "2" }]);

        var diff = await DiffAsync(test.Spec with { Scores = [test.Spec.Scores[0], test.Spec.Scores[1], length] });

        Assert.True(diff.Trials.IsEmpty && diff.Generations.IsEmpty && diff.Transforms.IsEmpty);
        Assert.Equal((36, 36), Counts(diff.Evaluations));
        Assert.Equal((0, 36), (diff.GenerationsLeft, diff.EvaluationsLeft));
    }

    [Fact]
    public async Task Work_that_never_ran_is_not_left_behind()
    {
        var diff = await DiffAsync(test.Spec with { Prompts = [test.Spec.Prompts[1]] });

        Assert.Equal((0, 18), Counts(diff.Trials));
        Assert.False(diff.LeavesFinishedWork);
    }

    [Fact]
    public async Task More_samples_add_generations_and_no_trials()
    {
        var diff = await DiffAsync(test.Spec with { Samples = 3 });

        Assert.True(diff.Trials.IsEmpty);
        Assert.Equal((72, 0), Counts(diff.Generations));
    }

    [Fact]
    public async Task Reordered_models_change_no_work()
    {
        var diff = await DiffAsync(test.Spec with { Models = [test.Spec.Models[2], test.Spec.Models[1], test.Spec.Models[0]] });

        Assert.Equal(SpecChangeKind.Reordered, Assert.Single(diff.SourceChanges).Kind);
        Assert.True(diff.Trials.IsEmpty && diff.Evaluations.IsEmpty);
    }

    [Fact]
    public async Task Slice_that_asks_what_another_one_asks_takes_nothing_with_it()
    {
        var two = test.Spec with { Slices = [test.Spec.Slices[0], new SliceSpec("s2", new DatasetSpec(DatasetKind.Memory))] };

        var diff = await orchestrator.DiffSpecsAsync(test.Build(two), test.Build(), Token);

        Assert.Equal("slices[1]", Assert.Single(diff.SourceChanges).Path);
        Assert.True(diff.Trials.IsEmpty && diff.Generations.IsEmpty && diff.Evaluations.IsEmpty);
    }

    [Fact]
    public async Task Difference_reads_as_markdown()
    {
        var diff = await DiffAsync(test.Spec with { Samples = 2 });

        Assert.Equal(
            """
            # everything → everything

            ## Spec

            | path | change | before | after |
            | --- | --- | --- | --- |
            | samples | edited | 1 | 2 |

            ## Experiment

            | path | change | before | after |
            | --- | --- | --- | --- |
            | samples | edited | 1 | 2 |

            ## Work

            | what | added | removed |
            | --- | --- | --- |
            | trials | 0 | 0 |
            | generations | 36 | 0 |
            | transforms | 72 | 0 |
            | evaluations | 108 | 0 |

            No finished work would be left behind.

            """.ReplaceLineEndings("\n"),
            diff.ToMarkdown());
    }

    private static (int Added, int Removed) Counts(HashChanges changes) => (changes.Added.Count, changes.Removed.Count);

    private Task RunAsync() => orchestrator.ExecuteAsync(test.Build(), RunStages.All, null, Token);

    private Task<SpecDiff> DiffAsync(BenchmarkSpec treatment) => orchestrator.DiffSpecsAsync(test.Build(), test.Build(treatment), Token);
}
