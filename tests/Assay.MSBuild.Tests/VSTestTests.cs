using Assay.MSBuild.Tests.Projects;

namespace Assay.MSBuild.Tests;

/// <summary>The run before the tests in <c>dotnet test</c> on VSTest.</summary>
public sealed class VSTestTests(VSTestProject project) : IClassFixture<VSTestProject>
{
    [Fact]
    public void The_host_runs_before_the_tests_and_fails_nothing()
    {
        project.Play(
            """{"type":"problem","severity":"error","code":"dataset_malformed","file":"data/x.jsonl","line":17,"column":3,"message":"no id"}""",
            """{"type":"summary","trials":5276,"generated":0,"reused":5276,"failed":0,"elapsedMs":412}""",
            "exit 1");

        var test = project.Run("test");

        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Empty(project.FirstBuild.Errors);
        Assert.Contains("(17,3): warning ASYM0010: dataset_malformed: no id", test.Output, StringComparison.Ordinal);
        Assert.Contains("Passed:     1", test.Output, StringComparison.Ordinal);
        Assert.True(test.Output.IndexOf("5,276 reused", StringComparison.Ordinal) < test.Output.IndexOf("Passed:", StringComparison.Ordinal));
        Assert.Single(project.Calls);
    }

    [Theory]
    [InlineData("--no-build")]
    [InlineData("--list-tests")]
    [InlineData("--filter=FullyQualifiedName~Sample")]
    public void The_host_does_not_run_when_tests_are_not_built_or_selected(string argument)
    {
        project.Play("exit 1");

        var test = project.Run("test", argument);

        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Empty(project.Calls);
    }
}
