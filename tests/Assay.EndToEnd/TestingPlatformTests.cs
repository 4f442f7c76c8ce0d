using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary><c>dotnet test</c> on the Microsoft.Testing.Platform.</summary>
public sealed class TestingPlatformTests(BuiltCounting built) : DotnetTestTests(built, "--filter-trait"), IClassFixture<BuiltCounting>
{
    private protected override void AssertPassed(CommandResult test, int count)
    {
        Assert.True(test.ExitCode == 0, test.Text);
        Assert.Matches($@"(?m)^\s*total: {count}$", test.Text);
        Assert.Matches($@"(?m)^\s*succeeded: {count}$", test.Text);
    }
}
