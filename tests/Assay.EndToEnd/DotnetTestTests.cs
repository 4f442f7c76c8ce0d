using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>What <c>dotnet test</c> does in both of its modes: all tests, a listing, a filter, without a build.</summary>
/// <param name="built">The project, built once.</param>
/// <param name="filter">The option that takes one benchmark, as its mode spells it.</param>
public abstract class DotnetTestTests(BuiltCounting built, string filter)
{
    private protected UserProject Project { get; } = built.Fresh();

    [Fact]
    public async Task Each_slice_is_a_test_that_finds_the_store_warm()
    {
        await Project.AcceptAsync();

        var test = await Project.DotnetAsync("test", "--no-restore");

        AssertPassed(test, 3);
        Assert.Contains("180 trials, 180 generated, 0 reused, 0 failed", test.Text, StringComparison.Ordinal);
        Assert.Equal(160, Project.Calls.Read().Distinct().Count());
        Assert.Equal(160, Project.Calls.Read().Count);
    }

    [Fact]
    public async Task Listed_tests_are_named_by_benchmark_and_slice_and_nothing_runs()
    {
        var list = await Project.DotnetAsync("test", "--no-restore", "--list-tests");

        Assert.True(list.ExitCode == 0, list.Text);
        Assert.All(["counting / low", "counting / high", "replayed / low"], name => Assert.Contains(name, list.Text, StringComparison.Ordinal));
        Assert.Empty(Project.Calls.Read());
        Assert.False(Directory.Exists(Project.PathOf(".assay")));
        Assert.Empty(Directory.EnumerateFiles(Project.Directory, "*.received.*"));
    }

    [Fact]
    public async Task A_filter_on_one_benchmark_runs_that_one_alone()
    {
        await Project.AcceptAsync();

        var test = await Project.DotnetAsync("test", "--no-restore", filter, "benchmark=replayed");

        AssertPassed(test, 1);
        Assert.Empty(Project.Calls.Read());
        Assert.Equal(BuiltCounting.Items, StoredOutputs.Read(Project.PathOf(".assay")).Count);
    }

    [Fact]
    public async Task Without_a_build_the_tests_run_their_slices_themselves()
    {
        await Project.AcceptAsync();
        using var _ = Project.Edit("Counting.cs", "namespace CountedCalls;", "This is not C#.");

        var test = await Project.DotnetAsync("test", "--no-build");

        AssertPassed(test, 3);
        Assert.Equal(160, Project.Calls.Read().Count);
    }

    /// <summary>Asserts that so many tests ran and passed, by what the mode's runner prints.</summary>
    private protected abstract void AssertPassed(CommandResult test, int count);
}
