namespace Assay.EndToEnd.Harness;

/// <summary>The GSM8K project after its first <c>dotnet test</c>, which accepted what it found; skips where the data is absent.</summary>
public sealed class Gsm8kRun : IAsyncLifetime
{
    internal UserProject Project { get; private set; } = null!;

    internal CommandResult First { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Project = Gsm8kProject.Create();
        First = await Project.DotnetAsync("test", "-p:AssayAccept=true");
    }

    public ValueTask DisposeAsync()
    {
        Project?.Dispose();
        return ValueTask.CompletedTask;
    }
}
