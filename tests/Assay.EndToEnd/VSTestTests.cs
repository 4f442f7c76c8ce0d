using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary><c>dotnet test</c> on VSTest: all tests, a listing, a filter, without a build.</summary>
public sealed class VSTestTests(BuiltVSTestCounting built) : IClassFixture<BuiltVSTestCounting>
{
    private readonly UserProject project = built.Fresh();

    [Fact]
    public async Task Each_slice_is_a_test_that_finds_the_store_warm()
    {
        await project.AcceptAsync();

        var test = await project.DotnetAsync("test", "--no-restore");

        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Contains("180 trials, 180 generated, 0 reused, 0 failed", test.Text, StringComparison.Ordinal);
        AssertPassed(test, 3);
        Assert.Equal(160, project.Calls.Read().Distinct().Count());
        Assert.Equal(160, project.Calls.Read().Count);
    }

    [Fact]
    public async Task Listed_tests_are_named_by_benchmark_and_slice_and_nothing_runs()
    {
        var list = await project.DotnetAsync("test", "--no-restore", "--list-tests");

        Assert.True(list.ExitCode == 0, list.Text);
        Assert.All(["counting / low", "counting / high", "replayed / low"], name => Assert.Contains(name, list.Text, StringComparison.Ordinal));
        Assert.Empty(project.Calls.Read());
        Assert.False(Directory.Exists(project.PathOf(".assay")));
    }

    [Fact]
    public async Task A_filter_on_one_benchmark_runs_that_one_alone()
    {
        await project.AcceptAsync();

        var test = await project.DotnetAsync("test", "--no-restore", "--filter", "benchmark=replayed");

        Assert.True(test.ExitCode == 0, test.Text);
        AssertPassed(test, 1);
        Assert.Empty(project.Calls.Read());
        Assert.Equal(BuiltCounting.Items, StoredOutputs.Read(project.PathOf(".assay")).Count);
    }

    [Fact]
    public async Task A_failed_gate_fails_its_slice_s_test_alone()
    {
        await project.AcceptAsync();
        project.Write("data/answers.jsonl", project.Read("data/answers.jsonl").Replace("It is 7.", "It is 8.", StringComparison.Ordinal));

        var test = await project.DotnetAsync("test", "--no-restore");

        Assert.NotEqual(0, test.ExitCode);
        Assert.Matches(@"Failed:\s+1, Passed:\s+2,", test.Text);
        Assert.Contains("replayed / low", test.Text, StringComparison.Ordinal);
        Assert.Contains("q-0007", test.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_build_the_tests_run_their_slices_themselves()
    {
        await project.AcceptAsync();
        using var _ = project.Edit("Counting.cs", "namespace CountedCalls;", "This is not C#.");

        var test = await project.DotnetAsync("test", "--no-build");

        Assert.True(test.ExitCode == 0, test.Text);
        AssertPassed(test, 3);
        Assert.Equal(160, project.Calls.Read().Count);
    }

    private static void AssertPassed(CommandResult test, int count) => Assert.Matches($@"Failed:\s+0, Passed:\s+{count}, Skipped:\s+0,", test.Text);
}
