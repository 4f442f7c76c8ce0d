using Assay.Snapshots;

namespace Assay.Tests.Snapshots;

public sealed class DiffEngineLauncherTests
{
    [Theory]
    [InlineData(null, null, false, true)]
    [InlineData("0", "false", false, true)]
    [InlineData("1", null, false, false)]
    [InlineData(null, "true", false, false)]
    [InlineData(null, null, true, false)]
    public async Task A_tool_opens_only_where_nothing_forbids_it(string? noDiff, string? disabled, bool isBuildServer, bool opens)
    {
        var launched = new List<string>();
        var launcher = new DiffEngineLauncher(
            name => name switch { "ASSAY_NO_DIFF" => noDiff, "DiffEngine_Disabled" => disabled, _ => null },
            () => isBuildServer,
            (received, verified) =>
            {
                launched.Add($"{received} {verified}");
                return Task.CompletedTask;
            });
        await launcher.LaunchAsync("r", "v", TestContext.Current.CancellationToken);
        Assert.Equal(opens ? ["r v"] : [], launched);
    }

    [Fact]
    public async Task A_tool_that_does_not_start_fails_no_test()
    {
        var calls = 0;
        var launcher = new DiffEngineLauncher(_ => null, () => false, (_, _) =>
        {
            calls++;
            throw new InvalidOperationException("no display");
        });
        await launcher.LaunchAsync("r", "v", TestContext.Current.CancellationToken);
        Assert.Equal(1, calls);
    }
}
