namespace Assay.EndToEnd.Harness;

/// <summary>
/// The Counting project after its first <c>dotnet test</c>, which accepted what it found: 2 models × 2 prompts × 2 slices of
/// 20 items are 160 calls, and 20 trials are recorded ones.
/// </summary>
public sealed class CountedRun : IAsyncLifetime
{
    public const int Items = 20;

    internal UserProject Project { get; private set; } = null!;

    internal CommandResult First { get; private set; } = null!;

    internal IReadOnlyList<string> FirstCalls { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Project = CountingProject.Create(Items);
        First = await Project.DotnetAsync("test", "-p:AssayAccept=true");
        FirstCalls = Project.Calls.Read();
    }

    /// <summary>Builds the edited project and runs the counting benchmark.</summary>
    /// <returns>What the host reports, and the calls of this run alone.</returns>
    internal async Task<(HostRun Run, IReadOnlyList<string> Calls)> RunEditedAsync()
    {
        Project.Calls.Clear();
        await Project.BuildAsync();
        var run = await Project.RunHostAsync("--filter", "counting");
        return (run, Project.Calls.Read());
    }

    public ValueTask DisposeAsync()
    {
        Project?.Dispose();
        return ValueTask.CompletedTask;
    }
}
