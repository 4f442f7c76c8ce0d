using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>What each mode does and leaves undone, in <c>dotnet build</c>, <c>dotnet test</c> and the tests alone.</summary>
public sealed class ModeTests(BuiltCounting built) : IClassFixture<BuiltCounting>
{
    private readonly UserProject project = built.Fresh();

    [Fact]
    public async Task A_plan_prints_the_trials_of_each_benchmark_and_calls_no_engine()
    {
        var plan = await project.DotnetAsync("build", "--no-restore", "-t:AssayPlan");

        Assert.True(plan.ExitCode == 0, plan.Text);
        Assert.Contains("Assay: counting / low: 80 trials, 0 done, 80 to run, 0 of them paid", plan.Text, StringComparison.Ordinal);
        Assert.Contains("Assay: counting / high: 80 trials, 0 done, 80 to run, 0 of them paid", plan.Text, StringComparison.Ordinal);
        Assert.Contains("Assay: replayed / low: 20 trials, 0 done, 20 to run, 0 of them paid", plan.Text, StringComparison.Ordinal);
        Assert.Contains("Assay: total: 180 trials, 0 done, 180 to run, 0 of them paid", plan.Text, StringComparison.Ordinal);
        Assert.Empty(project.Calls.Read());
    }

    [Fact]
    public async Task A_plan_tells_what_is_done_from_what_would_run()
    {
        await project.RunHostAsync("--filter", "counting/low");
        project.Calls.Clear();

        var plan = await project.DotnetAsync("build", "--no-restore", "-t:AssayPlan");

        Assert.Contains("Assay: counting / low: 80 trials, 80 done, 0 to run, 0 of them paid", plan.Text, StringComparison.Ordinal);
        Assert.Contains("Assay: counting / high: 80 trials, 0 done, 80 to run, 0 of them paid", plan.Text, StringComparison.Ordinal);
        Assert.Contains("Assay: total: 180 trials, 80 done, 100 to run, 0 of them paid", plan.Text, StringComparison.Ordinal);
        Assert.Empty(project.Calls.Read());
    }

    [Fact]
    public async Task Mode_Plan_in_dotnet_test_calls_no_engine_and_passes()
    {
        var test = await project.DotnetAsync("test", "--no-restore", "-p:AssayMode=Plan");

        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Matches(@"(?m)^\s*succeeded: 3$", test.Text);
        Assert.Contains("180 trials, 0 generated, 0 reused, 0 failed", test.Text, StringComparison.Ordinal);
        Assert.Empty(project.Calls.Read());
    }

    [Fact]
    public async Task Mode_Off_runs_nothing_and_passes()
    {
        var test = await project.DotnetAsync("test", "--no-restore", "-p:AssayMode=Off");

        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Matches(@"(?m)^\s*succeeded: 3$", test.Text);
        Assert.Empty(project.Calls.Read());
        Assert.False(Directory.Exists(project.PathOf(".assay")));
        Assert.Empty(Directory.EnumerateFiles(project.Directory, "*.received.*"));
    }

    [Fact]
    public async Task Mode_Replay_passes_with_every_recording()
    {
        await project.RunHostAsync("--accept");

        var replay = await ReplayAsync();

        Assert.True(replay.ExitCode == 0, replay.Text);
        Assert.Contains("Total: 3, Errors: 0, Failed: 0,", replay.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mode_Replay_with_one_recording_removed_fails_and_names_the_trial()
    {
        await project.RunHostAsync("--accept");
        project.RemoveLines("data/answers.jsonl", "q-0007");

        var replay = await ReplayAsync();

        Assert.NotEqual(0, replay.ExitCode);
        Assert.Contains("replayed / low [FAIL]", replay.Text, StringComparison.Ordinal);
        Assert.Contains("Total: 3, Errors: 0, Failed: 1,", replay.Text, StringComparison.Ordinal);
        Assert.Contains("1 score could not be made", replay.Text, StringComparison.Ordinal);
        Assert.Contains("recorded / q-0007: generation_missing: data/answers.jsonl holds no output", replay.Text, StringComparison.Ordinal);
    }

    private Task<CommandResult> ReplayAsync() =>
        project.RunTestsAsync(new Dictionary<string, string> { ["ASSAY_MODE"] = "Replay" });
}
