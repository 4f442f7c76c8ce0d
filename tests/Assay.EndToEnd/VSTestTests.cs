using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary><c>dotnet test</c> on VSTest.</summary>
public sealed class VSTestTests(BuiltVSTestCounting built) : DotnetTestTests(built, "--filter"), IClassFixture<BuiltVSTestCounting>
{
    [Fact]
    public async Task A_failed_gate_fails_its_slice_s_test_alone()
    {
        await Project.AcceptAsync();
        Project.Write("data/answers.jsonl", Project.Read("data/answers.jsonl").Replace("It is 7.", "It is 8.", StringComparison.Ordinal));

        var test = await Project.DotnetAsync("test", "--no-restore");

        Assert.NotEqual(0, test.ExitCode);
        Assert.Matches(@"Failed:\s+1, Passed:\s+2,", test.Text);
        Assert.Contains("replayed / low", test.Text, StringComparison.Ordinal);
        Assert.Contains("q-0007", test.Text, StringComparison.Ordinal);
    }

    private protected override void AssertPassed(CommandResult test, int count)
    {
        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Matches($@"Failed:\s+0, Passed:\s+{count}, Skipped:\s+0,", test.Text);
    }
}
