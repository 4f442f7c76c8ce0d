using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>Runs that are ended by SIGKILL in the middle, and those that go on from there.</summary>
public sealed class CrashTests
{
    private const int Items = 400;
    private const int Calls = 2 * 2 * 2 * Items;
    private const int Kills = 10;

    private static readonly IReadOnlyDictionary<string, string> Slow = new Dictionary<string, string> { ["CALL_MILLISECONDS"] = "40" };

    [Fact]
    public async Task After_ten_kills_the_snapshots_are_those_of_an_undisturbed_run_and_nothing_finished_was_paid_for_twice()
    {
        using var project = CountingProject.Create(Items);
        await project.BuildAsync();
        var undisturbed = await RunUndisturbedAsync(project);
        var random = NewRandom();

        for (var kill = 0; kill < Kills; kill++)
        {
            var finished = StoredOutputs.Read(project.PathOf(".assay"));
            project.Calls.Clear();
            await KillAsync(project, random, kill, calls: 3 * (Calls - finished.Count) / (2 * (Kills - kill + 1)));
            Assert.Empty(project.Calls.Read().Intersect(finished));
        }

        await ResumeAsync(project);
        AssertSameSnapshots(undisturbed, project.Directory);
    }

    /// <summary>Runs everything in a folder of its own, from the same build.</summary>
    private static async Task<string> RunUndisturbedAsync(UserProject project)
    {
        var folder = project.PathOf("undisturbed");
        CountingProject.WriteData(folder, Items);
        var run = await project.RunHostAsync("--project-dir", folder, "--accept");
        Assert.Equal(new RunNumbers(Calls + Items, Calls + Items, 0, 0), run.Numbers);
        return folder;
    }

    /// <summary>Starts a run, by turns as the build and as the tests do, and kills it after one of so many calls.</summary>
    private static async Task KillAsync(UserProject project, Random random, int kill, int calls)
    {
        var atCall = random.Next(1, calls);
        var later = TimeSpan.FromMilliseconds(random.Next(40));
        var token = TestContext.Current.CancellationToken;
        using var process = project.Start(Slow, kill % 2 == 0 ? project.HostArguments("--accept") : ["exec", project.Assembly]);
        var result = await CommandResult.OfAsync(process, token, async () =>
        {
            while (project.Calls.Read().Count < atCall && !process.HasExited)
                await Task.Delay(2, token);
            await Task.Delay(later, token);
            process.Kill();
        });
        Assert.True(result.ExitCode == 128 + 9, $"The run was to be killed after call {atCall}, and ended by itself.\n{result.Text}");
    }

    private static async Task ResumeAsync(UserProject project)
    {
        var finished = StoredOutputs.Read(project.PathOf(".assay"));
        Assert.InRange(finished.Count, 1, Calls - 1);
        project.Calls.Clear();

        var resumed = await project.RunHostAsync("--accept");

        Assert.Equal(0, resumed.Numbers.Failed);
        var calls = project.Calls.Read();
        Assert.Empty(calls.Intersect(finished));
        Assert.Equal(Calls, calls.Count + finished.Count(static output => !output.StartsWith("It is", StringComparison.Ordinal)));
    }

    private static void AssertSameSnapshots(string expected, string actual)
    {
        var files = Directory.GetFiles(expected, "*.verified.*").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["Counting.verified.items.tsv", "Counting.verified.md", "Replayed.verified.items.tsv", "Replayed.verified.md"], files);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(Path.Combine(expected, file!)), File.ReadAllBytes(Path.Combine(actual, file!))));
    }

    private static Random NewRandom()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"The moments are those of seed {seed}.");
        return new Random(seed);
    }
}
