namespace Assay.EndToEnd.Harness;

/// <summary>The Counting project, built once for the tests of a class, each of which finds it as if never run.</summary>
public class BuiltCounting : IAsyncLifetime
{
    public const int Items = 20;

    private readonly string? variant;
    private UserProject project = null!;

    public BuiltCounting()
    {
    }

    private protected BuiltCounting(string variant) => this.variant = variant;

    public async ValueTask InitializeAsync()
    {
        project = CountingProject.Create(Items, variant);
        await project.BuildAsync();
    }

    /// <summary>The built project without a store, snapshots or calls, and with its first data.</summary>
    internal UserProject Fresh()
    {
        project.Calls.Clear();
        if (Directory.Exists(project.PathOf(".assay")))
            Directory.Delete(project.PathOf(".assay"), recursive: true);
        foreach (var pattern in (string[])["*.verified.*", "*.received.*"])
        {
            foreach (var file in Directory.EnumerateFiles(project.Directory, pattern))
                File.Delete(file);
        }

        CountingProject.WriteData(project.Directory, Items);
        return project;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        project?.Dispose();
        return ValueTask.CompletedTask;
    }
}
