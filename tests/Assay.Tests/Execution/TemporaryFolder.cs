using Assay.Specs;

namespace Assay.Tests.Execution;

/// <summary>A folder of a test's own, deleted with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("assay-").FullName;

    public Orchestrator Open(ProjectSpec? project = null) =>
        Orchestrator.FromProjectSpec(project ?? new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = Path });

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
