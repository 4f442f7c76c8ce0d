using System.Diagnostics;
using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>Two processes that run the same suite on the same store at once.</summary>
public sealed class ConcurrentProcessTests
{
    private const int Items = 150;
    private const int Calls = 2 * 2 * 2 * Items;

    // Long enough a call that both processes are still at work when the later one begins.
    private static readonly IReadOnlyDictionary<string, string> Slow = new Dictionary<string, string> { ["CALL_MILLISECONDS"] = "40" };

    [Fact]
    public async Task Both_finish_right_and_no_call_is_made_twice()
    {
        using var project = CountingProject.Create(Items);
        await project.BuildAsync();
        await project.AcceptAsync();

        var ends = await Task.WhenAll(StartAsync(project, project.HostArguments()), StartAsync(project, "exec", project.Assembly));

        Assert.All(ends, static end => Assert.True(end.ExitCode == 0, end.Text));
        var calls = project.Calls.Read();
        Assert.Equal(Calls, calls.Count);
        Assert.Equal(Calls, calls.Distinct().Count());
        Assert.Equal(Calls + Items, StoredOutputs.Read(project.PathOf(".assay")).Count);

        project.Calls.Clear();
        var afterwards = await project.RunHostAsync();
        Assert.Equal(new RunNumbers(Calls + Items, 0, Calls + Items, 0), afterwards.Numbers);
        Assert.Equal(0, afterwards.ExitCode);
        Assert.Empty(project.Calls.Read());
    }

    private static async Task<CommandResult> StartAsync(UserProject project, params string[] arguments)
    {
        using Process process = project.Start(Slow, arguments);
        return await CommandResult.OfAsync(process, TestContext.Current.CancellationToken);
    }
}
