namespace Assay.AI.Tests;

/// <summary>A variable of this process that no other test has, for as long as it is not disposed.</summary>
internal sealed class EnvironmentVariable : IDisposable
{
    private readonly string name = $"ASSAY_TEST_{Guid.NewGuid():N}";

    public EnvironmentVariable(string value) => Environment.SetEnvironmentVariable(name, value);

    /// <summary>How a project file names it.</summary>
    public string Reference => $"env:{name}";

    public void Dispose() => Environment.SetEnvironmentVariable(name, null);
}
