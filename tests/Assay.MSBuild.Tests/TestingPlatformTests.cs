using Assay.MSBuild.Tests.Projects;

namespace Assay.MSBuild.Tests;

/// <summary>The run before the tests in <c>dotnet test</c> on the Microsoft.Testing.Platform.</summary>
public sealed class TestingPlatformTests(TestingPlatformProject project) : IClassFixture<TestingPlatformProject>
{
    private const string Progress =
        """{"type":"progress","benchmark":"triage","slice":"billing","done":1200,"total":5276,"reused":1000,"failed":3,"perSecond":812.5}""";

    [Fact]
    public void The_host_runs_before_the_tests_and_fails_nothing()
    {
        project.Play(
            """{"type":"problem","severity":"error","code":"dataset_malformed","file":"data/x.jsonl","line":17,"column":3,"message":"no id"}""",
            """{"type":"outcome","benchmark":"triage","slice":"billing","verdict":"failed","message":"accuracy fell"}""",
            "exit 1");

        var test = project.Run("test", "--project", "Bench.csproj", "-p:AssayAccept=true");

        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Contains("(17,3): warning ASYM0010: dataset_malformed: no id", test.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("accuracy fell", test.Output, StringComparison.Ordinal);
        Assert.Contains("succeeded: 1", test.Output, StringComparison.Ordinal);
        Assert.Contains("--mode Auto --accept --recordings recordings --before-tests loaded=Bench", Assert.Single(project.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_crashes_does_not_keep_the_tests_from_running()
    {
        project.Play("stderr Out of luck.", "exit 134");

        var test = project.Run("test", "--project", "Bench.csproj");

        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Contains("warning ASYM0003: The host crashed with exit code 134. Out of luck. The tests run all the same.", test.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--no-build")]
    [InlineData("--list-tests")]
    [InlineData("-p:AssaySkipHost=true")]
    [InlineData("-p:AssayMode=Off")]
    public void The_host_does_not_run_when_nothing_is_to_be_run_or_built(string argument)
    {
        project.Play("exit 1");

        var test = project.Run("test", "--project", "Bench.csproj", argument);

        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Empty(project.Calls);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public void Filtered_tests_run_their_own_slices_and_an_acceptance_says_that_it_cannot_happen(string outOfProcess)
    {
        Assert.SkipUnless(outOfProcess == "false" || OperatingSystem.IsLinux(), "Only Linux shows the command line of an ancestor.");
        project.Play("exit 1");

        var test = project.Run("test", "--project", "Bench.csproj", "-p:AssayAccept=true", $"-p:AssayTaskOutOfProcess={outOfProcess}", "--", "--filter-class", "Sample");

        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Contains("warning ASYM0007: Nothing is accepted", test.Output, StringComparison.Ordinal);
        Assert.Empty(project.Calls);
    }

    [Fact]
    public void The_host_does_not_run_when_the_build_fails()
    {
        project.Play();
        project.Write("Broken.cs", "class {");

        var test = project.Run("test", "--project", "Bench.csproj");
        File.Delete(project.PathOf("Broken.cs"));

        Assert.NotEqual(0, test.ExitCode);
        Assert.Contains("error CS1001", test.Output, StringComparison.Ordinal);
        Assert.Empty(project.Calls);
    }

    [Fact]
    public void A_person_sees_a_live_line_in_the_terminal()
    {
        RequireTerminal();
        project.Play(Progress, "sleep 300", Progress.Replace("1200", "2400", StringComparison.Ordinal), "sleep 300");

        var test = project.RunInTerminal("test", "--project", "Bench.csproj");

        Assert.True(test.ExitCode == 0, test.ToString());
        Assert.Contains("\rAssay: Bench: triage / billing 1,200 of 5,276, 1,000 reused, 3 failed, 812/s", test.Output, StringComparison.Ordinal);
        Assert.Contains("\rAssay: Bench: triage / billing 2,400 of 5,276, 1,000 reused, 3 failed, 812/s", test.Output, StringComparison.Ordinal);
        Assert.True(test.Output.IndexOf("2,400 of", StringComparison.Ordinal) < test.Output.IndexOf("Running tests", StringComparison.Ordinal));
    }

    [Fact]
    public void A_person_sees_a_live_line_when_the_task_runs_in_a_process_of_its_own()
    {
        RequireTerminal();
        project.Play(Progress);

        var test = project.RunInTerminal("test", "--project", "Bench.csproj", "-p:AssayTaskOutOfProcess=true");

        Assert.Contains("\rAssay: Bench: triage / billing 1,200 of 5,276", test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_sees_the_plan_although_the_terminal_logger_hides_messages()
    {
        RequireTerminal();
        project.Play("""{"type":"plan","benchmark":"triage","slice":"billing","trials":5276,"done":5000,"missing":276,"paidMissing":0}""");

        var plan = project.RunInTerminal("build", "-t:AssayPlan", "-tl:on");

        Assert.Contains("Assay: triage / billing: 5,276 trials, 5,000 done, 276 to run, 0 of them paid\r\n", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_server_gets_plain_lines_on_standard_error()
    {
        project.Play(Progress, "sleep 1100", Progress.Replace("1200", "2400", StringComparison.Ordinal));

        var test = project.Run("test", "--project", "Bench.csproj", "-p:AssayProgressSeconds=1");

        Assert.Equal(
            "Assay: Bench: triage / billing 2,400 of 5,276, 1,000 reused, 3 failed, 812/s, 4 s left",
            Assert.Single(test.Errors.Split('\n'), line => line.StartsWith("Assay:", StringComparison.Ordinal)));
    }

    private static void RequireTerminal() =>
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "script of util-linux, which opens the pseudo-terminal, is not installed.");
}
