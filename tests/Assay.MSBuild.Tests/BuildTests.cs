using Assay.MSBuild.Tests.Projects;

namespace Assay.MSBuild.Tests;

/// <summary>What a build does, and what the two public targets print and fail with.</summary>
public sealed class BuildTests(TestingPlatformProject project) : IClassFixture<TestingPlatformProject>
{
    private const string Problem =
        """{"type":"problem","severity":"error","code":"dataset_malformed","file":"data/x.jsonl","line":17,"column":3,"message":"the id {0} is no string"}""";

    private string Settings => project.PathOf("bin/Debug/net10.0/Bench.assay.json");

    [Fact]
    public void A_plain_build_writes_the_settings_and_starts_no_host()
    {
        project.Play();

        var build = project.Run("build", "-v:m", "-p:AssayMode=Auto");

        Assert.True(project.FirstBuild.ExitCode == 0, project.FirstBuild.ToString());
        Assert.True(build.ExitCode == 0, build.ToString());
        Assert.Empty(project.Calls);
        Assert.Equal(
            """
            {
              "projectDirectory": "../../..",
              "storeDirectory": ".assay",
              "mode": "Auto",
              "missing": "skip",
              "recordings": "recordings",
              "record": "false",
              "budget": ""
            }

            """,
            File.ReadAllText(Settings),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_settings_are_rewritten_only_when_they_differ()
    {
        project.Run("build", "-p:AssayMode=Replay", "-p:AssayStoreDirectory=kept", "-p:AssayMissing=fail");
        var first = File.GetLastWriteTimeUtc(Settings);
        project.Run("build", "-p:AssayMode=Replay", "-p:AssayStoreDirectory=kept", "-p:AssayMissing=fail");

        Assert.Equal(first, File.GetLastWriteTimeUtc(Settings));
        Assert.Contains("\"mode\": \"Replay\"", File.ReadAllText(Settings), StringComparison.Ordinal);
        Assert.Contains("\"storeDirectory\": \"kept\"", File.ReadAllText(Settings), StringComparison.Ordinal);
        Assert.Contains("\"missing\": \"fail\"", File.ReadAllText(Settings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_checks_a_changed_project_file_once_and_lays_its_schema_beside_it()
    {
        try
        {
            project.Write("assay.toml", "name = \"demo\"\n");
            project.Play("""{"type":"problem","severity":"error","code":"schema_mismatch","file":"assay.toml","line":1,"column":8,"message":"name: wrong"}""", "exit 1");
            var refused = project.Run("build", "-v:m");
            project.Play();
            var mended = project.Run("build", "-v:m");
            var again = project.Run("build", "-v:m");

            Assert.Equal(1, refused.ExitCode);
            Assert.Contains($"{project.PathOf("assay.toml")}(1,8): error ASYM0010: schema_mismatch: name: wrong", refused.Output, StringComparison.Ordinal);
            Assert.True(mended.ExitCode == 0 && again.ExitCode == 0, mended.ToString() + again);
            Assert.StartsWith($"check --assembly {project.PathOf("bin/Debug/net10.0/Bench.dll")} --project-dir {project.Directory} ", Assert.Single(project.Calls), StringComparison.Ordinal);
            Assert.Contains("\"title\": \"Assay project\"", File.ReadAllText(project.PathOf("obj/assay.schema.json")), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(project.PathOf("assay.toml"));
        }
    }

    [Fact]
    public void AssayPlan_prints_a_line_per_slice_and_the_totals()
    {
        project.Play(
            """{"type":"plan","benchmark":"triage","slice":"billing","trials":5276,"done":5000,"missing":276,"paidMissing":200,"changes":["metric accuracy changed: 1,319 scores to compute, 0 generations","metric length is new: 24 scores to compute, 0 generations"]}""",
            """{"type":"plan","benchmark":"triage","slice":"german","trials":24,"done":24,"missing":0,"toScore":24,"paidMissing":0}""");

        var plan = project.RunTarget("AssayPlan", "-p:AssayFilter=triage", "-p:AssayStoreDirectory=my store");

        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.Contains("Assay: triage / billing: 5,276 trials, 5,000 done, 276 to run, 200 of them paid", plan.Output, StringComparison.Ordinal);
        Assert.Contains("Assay:   metric accuracy changed: 1,319 scores to compute, 0 generations", plan.Output, StringComparison.Ordinal);
        Assert.Contains("Assay:   metric length is new: 24 scores to compute, 0 generations", plan.Output, StringComparison.Ordinal);
        Assert.Contains("Assay: triage / german: 24 trials, 24 done, 0 to run, 0 of them paid, 24 to score", plan.Output, StringComparison.Ordinal);
        Assert.Contains("Assay: total: 5,300 trials, 5,024 done, 276 to run, 200 of them paid", plan.Output, StringComparison.Ordinal);
        Assert.Equal(
            $"plan --assembly {project.PathOf("bin/Debug/net10.0/Bench.dll")} --project-dir {project.Directory} --store {project.PathOf("my store")} --mode Auto --recordings recordings --filter triage loaded=Bench",
            Assert.Single(project.Calls));
    }

    [Fact]
    public void AssayPlan_turns_problems_into_errors_with_file_and_line()
    {
        project.Play(
            Problem,
            """{"type":"problem","severity":"warning","code":"store_busy","message":"waited"}""",
            "exit 1");

        var plan = project.RunTarget("AssayPlan");

        Assert.Equal(1, plan.ExitCode);
        Assert.Contains($"{project.PathOf("data/x.jsonl")}(17,3): error ASYM0010: dataset_malformed: the id {{0}} is no string", plan.Output, StringComparison.Ordinal);
        Assert.Contains("warning ASYM0010: store_busy: waited", plan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AssayRun_fails_on_failed_outcomes_and_shows_the_rest()
    {
        project.Play(
            "what the user's engine prints",
            """{"type":"outcome","benchmark":"triage","slice":"billing","verdict":"failed","message":"accuracy fell","file":"Sample.cs","line":12}""",
            """{"type":"outcome","benchmark":"triage","slice":"german","verdict":"skipped","message":"12 paid generations are missing"}""",
            """{"type":"outcome","benchmark":"triage","slice":"access","verdict":"improved","message":"accept it"}""",
            """{"type":"summary","trials":5276,"generated":0,"reused":5276,"failed":3,"elapsedMs":412}""",
            "exit 1");

        var run = project.RunTarget("AssayRun", "-p:AssayAccept=true", "-p:AssayMissing=fail");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{project.PathOf("Sample.cs")}(12): error ASYM0011: triage / billing: failed: accuracy fell", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning ASYM0012: triage / german: skipped: 12 paid generations are missing", run.Output, StringComparison.Ordinal);
        Assert.Contains("Assay: triage / access: improved: accept it", run.Output, StringComparison.Ordinal);
        Assert.Contains("5,276 trials, 0 generated, 5,276 reused, 3 failed, 0.4 s", run.Output, StringComparison.Ordinal);
        Assert.Contains("--mode Auto --accept --missing fail --recordings recordings loaded=", Assert.Single(project.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public void AssayRun_hands_on_what_is_recorded_and_what_may_be_spent()
    {
        project.Play("""{"type":"summary","trials":0,"generated":0,"reused":0,"failed":0,"elapsedMs":1}""");

        var run = project.RunTarget("AssayRun", "-p:AssayMode=Run", "-p:AssayRecord=true", "-p:AssayRecordings=kept answers", "-p:AssayBudget=2.00");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("--mode Run --recordings kept answers --record --budget 2.00 loaded=", Assert.Single(project.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public void AssayPrune_says_how_many_answers_were_taken_out()
    {
        project.Play("""{"type":"pruned","answers":1319}""");

        var prune = project.RunTarget("AssayPrune");

        Assert.True(prune.ExitCode == 0, prune.ToString());
        Assert.StartsWith("prune --assembly ", Assert.Single(project.Calls), StringComparison.Ordinal);
        Assert.Contains("1,319 recorded answers that nothing asks for any more were taken out", prune.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 134", "error ASYM0003: The host crashed with exit code 134. Out of luck.")]
    [InlineData("exit 2", "error ASYM0004: The host refuses its arguments")]
    [InlineData("exit 1", "error ASYM0005: The host reports a failure and does not say which. Its last words: Out of luck.")]
    public void A_host_that_cannot_do_its_work_is_an_error_with_its_last_words(string ending, string error)
    {
        project.Play("stderr Out of luck.", ending);

        var run = project.RunTarget("AssayRun");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, run.Output, StringComparison.Ordinal);
        Assert.Contains("Out of luck.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-p:AssayHostAssembly=none.dll", "error ASYM0002: The host cannot start: none.dll does not exist.")]
    [InlineData("-p:AssayDotNetPath=no-such-dotnet", "error ASYM0002: The host cannot start: no-such-dotnet")]
    [InlineData("-p:AssayMode=Often", "error ASYM0001: AssayMode is 'Often'. Set it to Auto, Run, Plan, Replay or Off.")]
    [InlineData("-p:AssayMissing=maybe", "error ASYM0006: AssayMissing is 'maybe'. Set it to skip or fail.")]
    [InlineData("-p:AssayRecord=often", "error ASYM0013: AssayRecord is 'often'. Set it to true or false.")]
    public void Wrong_settings_are_errors_that_say_what_to_set(string setting, string error)
    {
        project.Play();

        var run = project.RunTarget("AssayRun", setting);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, run.Output, StringComparison.Ordinal);
        Assert.Empty(project.Calls);
    }

    [Theory]
    [InlineData("-p:AssayMode=Off")]
    [InlineData("-p:DesignTimeBuild=true")]
    public void AssayRun_starts_no_host_when_switched_off_or_in_a_design_time_build(string setting)
    {
        project.Play(Problem, "exit 1");

        var run = project.RunTarget("AssayRun", setting);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Empty(project.Calls);
    }

    [Fact]
    public void The_task_works_in_a_process_of_its_own()
    {
        project.Play(Problem, "exit 1");

        var run = project.RunTarget("AssayRun", "-p:AssayTaskOutOfProcess=true");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("(17,3): error ASYM0010", run.Output, StringComparison.Ordinal);
    }
}
