using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage.Manifests;
using Assay.Tests.Storage;

namespace Assay.Tests.Execution;

/// <summary>Planned runs on a real store, while no other test runs, for one measures memory: 3 models × 2 prompts × 6 items, 2 parses, 3 scores.</summary>
[Collection(nameof(Alone))]
public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestExperiment test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Plan_keeps_every_piece_of_work_and_calls_no_engine()
    {
        await using var orchestrator = folder.Open();

        var manifest = await orchestrator.PlanAsync(test.Build(), cancellationToken: Token);

        Assert.Equal(("everything", "benchmark", "test"), (manifest.Name, manifest.Kind, manifest.Project));
        Assert.Equal(SpecJson.Write(test.Spec), manifest.SpecJson);
        Assert.Equal(
            [(WorkStage.Generation, 36L, 36L), (WorkStage.Transform, 72L, 72L), (WorkStage.Evaluation, 108L, 108L)],
            (await manifest.CountAsync(Token)).Select(static stage => (stage.Stage, stage.Total, stage.Pending)));
        Assert.Empty(test.Calls);
    }

    [Fact]
    public async Task Planning_again_gives_the_same_manifest_and_writes_nothing()
    {
        var first = await PlanAsync(test);
        var rows = Rows();

        var second = await PlanAsync(test);

        Assert.Equal((first.RunId, first.Created), (second.RunId, second.Created));
        Assert.Equal(rows, Rows());
    }

    [Fact]
    public async Task Run_id_follows_the_content()
    {
        await using var orchestrator = folder.Open();
        var same = await orchestrator.PlanAsync(new TestExperiment().Build(), cancellationToken: Token);
        var described = await orchestrator.PlanAsync(test.Build(test.Spec with { Description = "for people" }), cancellationToken: Token);
        var rescored = await orchestrator.PlanAsync(test.Build(test.Spec with { Scores = [test.Spec.Scores[0]] }), cancellationToken: Token);
        var larger = await orchestrator.PlanAsync(new TestExperiment { Items = 7 }.Build(), cancellationToken: Token);

        Assert.Equal(same.RunId, described.RunId);
        Assert.Equal(3, new HashSet<Hash128> { same.RunId, rescored.RunId, larger.RunId }.Count);
    }

    [Fact]
    public async Task Identities_of_the_work_are_those_that_a_run_makes()
    {
        await using var orchestrator = folder.Open();
        var two = test.Spec with { Samples = 2 };

        var manifest = await orchestrator.PlanAsync(test.Build(two), cancellationToken: Token);
        var none = await orchestrator.DiffSpecsAsync(test.Build(two), test.Build(two with { Models = [new ModelSpec("other", "double")] }), Token);

        Assert.Equal(none.Trials.Removed, (await manifest.TrialHashesAsync(Token).ToListAsync(Token)).Order());
        Assert.Equal(none.Generations.Removed, (await manifest.GenerationHashesAsync(Token).ToListAsync(Token)).Order());
        Assert.Equal(none.Transforms.Removed, (await manifest.TransformHashesAsync(Token).ToListAsync(Token)).Order());
        Assert.Equal(none.Evaluations.Removed, (await manifest.EvaluationHashesAsync(Token).ToListAsync(Token)).Order());
    }

    [Fact]
    public async Task Work_stands_as_the_store_says()
    {
        var failing = new TestExperiment
        {
            Answer = static (request, _) => request.Item.Id == "i001" ? throw new EngineException(ErrorCode.EngineFailed, "No.") : ValueTask.FromResult<Output>((2 * (int)request.Item.Value).ToString(CultureInfo.InvariantCulture)),
        };
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Execution = new ExecutionPolicy { CircuitBreakerThreshold = 1000 } });
        var manifest = await orchestrator.PlanAsync(failing.Build(), cancellationToken: Token);

        await orchestrator.ExecuteAsync(failing.Build(), RunStages.All, null, Token);

        var counts = await manifest.CountAsync(Token);
        Assert.Equal((36, 30, 6, 0), (counts[0].Total, counts[0].Completed, counts[0].Failed, counts[0].Pending));
        Assert.Equal((108, 90, 18), (counts[2].Total, counts[2].Completed, counts[2].Skipped));
        var failed = await manifest.WorkItemsAsync(WorkStage.Generation, WorkStatus.Failed, Token).ToListAsync(Token);
        Assert.Equal(6, failed.Count);
        Assert.All(failed, static item => Assert.Equal(("i001", ErrorCode.EngineFailed), (item.ItemId, item.LastErrorCode)));
    }

    [Fact]
    public async Task Manifest_is_found_by_the_beginning_of_its_id_and_in_the_list()
    {
        var planned = await PlanAsync(test);
        await using var orchestrator = folder.Open();

        Assert.Equal(planned.RunId, (await orchestrator.GetManifestAsync(planned.RunId.Short, Token)).RunId);
        Assert.Equal([planned.RunId], await orchestrator.ListManifestsAsync(Token).Select(static manifest => manifest.RunId).ToListAsync(Token));
    }

    [Fact]
    public async Task Unknown_run_is_an_error_that_says_what_to_do()
    {
        await using var orchestrator = folder.Open();

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.GetManifestAsync("abc", Token));

        Assert.Equal(ErrorCode.RunUnknown, error.Code);
        Assert.Contains("list the planned runs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beginning_that_several_runs_have_is_an_error_that_names_them()
    {
        await using var orchestrator = folder.Open();
        for (var i = 1; i <= 17; i++)
            await orchestrator.PlanAsync(new TestExperiment { Items = i, Models = ["m1"] }.Build(), cancellationToken: Token);
        var twice = (await orchestrator.ListManifestsAsync(Token).ToListAsync(Token)).GroupBy(static manifest => manifest.RunId.ToString()[0]).First(static group => group.Count() > 1);

        var error = await Assert.ThrowsAsync<AssayException>(() => orchestrator.GetManifestAsync(twice.Key.ToString(), Token));

        Assert.Equal(ErrorCode.HashAmbiguous, error.Code);
        Assert.Contains(twice.First().RunId.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metric_that_is_unknown_is_left_out_of_a_plan_for_generation()
    {
        await using var orchestrator = folder.Open();
        var definition = test.Build(test.Spec with { Scores = [new ScoreSpec("s", [new MetricSpec("nobody")])] });

        var manifest = await orchestrator.PlanAsync(definition, RunStages.Generation, Token);

        Assert.Equal([36, 0], (await manifest.CountAsync(Token)).Where(static stage => stage.Stage != WorkStage.Transform).Select(static stage => (int)stage.Total));
        await Assert.ThrowsAsync<SpecValidationException>(() => orchestrator.PlanAsync(definition, cancellationToken: Token));
    }

    [Fact]
    public async Task Memory_of_a_plan_does_not_grow_with_its_trials()
    {
        await using var orchestrator = folder.Open();
        await orchestrator.PlanAsync(test.Build(), cancellationToken: Token);
        Assay.Execution.RunManifest? manifest = null;

        var taken = await MostTakenAsync(async () => manifest = await orchestrator.PlanAsync(Many(), cancellationToken: Token));

        Assert.Equal(240_000, await manifest!.TrialHashesAsync(Token).CountAsync(Token));
        Assert.True(taken < 16 << 20, $"The plan took {taken >> 20} MiB.");
    }

    [Fact]
    public async Task Memory_of_an_estimate_does_not_grow_with_its_trials()
    {
        await using var orchestrator = folder.Open();
        await orchestrator.EstimateAsync(test.Build(), Token);

        var taken = await MostTakenAsync(async () => Assert.Equal(240_000, (await orchestrator.EstimateAsync(Many(), Token)).Missing.Generations));

        Assert.True(taken < 16 << 20, $"The estimate took {taken >> 20} MiB.");
    }

    /// <summary>240,000 trials over 40 items: kept as objects, each with its identity and item, they would be some 25 MB.</summary>
    private static BenchmarkDefinition Many()
    {
        var many = new TestExperiment { Items = 40, Models = ValueList.From(Enumerable.Range(0, 3000).Select(static i => string.Create(CultureInfo.InvariantCulture, $"m{i}"))) };
        return many.Build(many.Spec with { Parses = [], Scores = [new ScoreSpec("length", [new MetricSpec("length")])] });
    }

    /// <summary>The most memory that was reachable while something went on, beyond what was before.</summary>
    private static async Task<long> MostTakenAsync(Func<Task> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        await using (new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)), null, 250, 250))
            await work();
        return most - before;
    }

    private async Task<Assay.Execution.RunManifest> PlanAsync(TestExperiment experiment)
    {
        await using var orchestrator = folder.Open();
        return await orchestrator.PlanAsync(experiment.Build(), cancellationToken: Token);
    }

    private long Rows() => ((string[])["work_items", "plan_columns", "manifests", "manifest_plans", "plans", "items", "definitions", "events"])
        .Sum(table => StoreInspector.Count(Path.Combine(folder.Path, ".assay"), $"SELECT count(*) FROM {table}"));
}
