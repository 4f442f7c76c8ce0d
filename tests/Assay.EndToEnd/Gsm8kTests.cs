using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>The main job on real recorded outputs: 4 models × 1,319 items in a user's <c>dotnet test</c>.</summary>
public sealed class Gsm8kTests
{
    [Fact]
    public async Task Recorded_solutions_are_scored_in_dotnet_test_and_the_second_run_calls_no_engine()
    {
        using var project = Gsm8kProject.Create();

        var accepted = await project.DotnetAsync("test", "-p:AssayAccept=true");
        Assert.True(accepted.ExitCode == 0, accepted.Text);
        Assert.Contains("5276 trials, 5276 generated, 0 reused", accepted.Text.Replace(",2", "2", StringComparison.Ordinal).Replace("5,276", "5276", StringComparison.Ordinal));
        Assert.Equal(
            new Dictionary<string, int> { ["6b_finetuning"] = 286, ["6b_verification"] = 515, ["175b_finetuning"] = 458, ["175b_verification"] = 742 },
            Gsm8kProject.CorrectCounts(project));
    }
}
