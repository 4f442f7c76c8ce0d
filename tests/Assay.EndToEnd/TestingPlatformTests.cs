using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary><c>dotnet test</c> on the Microsoft.Testing.Platform: all tests, a listing, a filter, without a build.</summary>
public sealed class TestingPlatformTests(BuiltCounting built) : IClassFixture<BuiltCounting>
{
    private readonly UserProject project = built.Fresh();

    [Fact]
    public async Task Each_slice_is_a_test_that_finds_the_store_warm()
    {
        await project.AcceptAsync();

        var test = await project.DotnetAsync("test", "--no-restore");

        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Matches(@"(?m)^\s*succeeded: 3$", test.Text);
        Assert.Contains("180 trials, 180 generated, 0 reused, 0 failed", test.Text, StringComparison.Ordinal);
        Assert.Equal(160, project.Calls.Read().Distinct().Count());
        Assert.Equal(160, project.Calls.Read().Count);
    }

    [Fact]
    public async Task Listed_tests_are_named_by_benchmark_and_slice_and_nothing_runs()
    {
        var list = await project.DotnetAsync("test", "--no-restore", "--list-tests");

        Assert.True(list.ExitCode == 0, list.Text);
        Assert.All(["counting / low", "counting / high", "replayed / low"], name => Assert.Contains(name, list.Text, StringComparison.Ordinal));
        AssertNothingRan();
    }

    [Fact]
    public async Task A_filter_on_one_benchmark_runs_that_one_alone()
    {
        await project.AcceptAsync();

        var test = await project.DotnetAsync("test", "--no-restore", "--filter-trait", "benchmark=replayed");

        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Matches(@"(?m)^\s*total: 1$", test.Text);
        Assert.Matches(@"(?m)^\s*succeeded: 1$", test.Text);
        Assert.Empty(project.Calls.Read());
        Assert.Equal(BuiltCounting.Items, StoredOutputs.Read(project.PathOf(".assay")).Count);
    }

    [Fact]
    public async Task Without_a_build_the_tests_run_their_slices_themselves()
    {
        await project.AcceptAsync();
        using var _ = project.Edit("Counting.cs", "namespace CountedCalls;", "This is not C#.");

        var test = await project.DotnetAsync("test", "--no-build");

        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Matches(@"(?m)^\s*succeeded: 3$", test.Text);
        Assert.Equal(160, project.Calls.Read().Count);
    }

    private void AssertNothingRan()
    {
        Assert.Empty(project.Calls.Read());
        Assert.False(Directory.Exists(project.PathOf(".assay")));
        Assert.Empty(Directory.EnumerateFiles(project.Directory, "*.received.*"));
    }
}
