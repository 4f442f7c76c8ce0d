namespace Assay.EndToEnd.Harness;

/// <summary>A change of a file that is taken back with the test.</summary>
/// <param name="path">The file.</param>
/// <param name="original">Its text before.</param>
internal sealed class SourceEdit(string path, string original) : IDisposable
{
    public void Dispose() => File.WriteAllText(path, original);
}
