using System.Text;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Tests.Datasets;

/// <summary>A project folder of a test's own, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("assay-tests-").FullName;

    public string Write(string name, string text) => Write(name, new UTF8Encoding(false).GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return name;
    }

    public async Task<List<Item>> ReadAsync(IDatasetSource source)
    {
        var items = new List<Item>();
        await foreach (var item in source.ReadAsync(Path, TestContext.Current.CancellationToken))
            items.Add(item);
        return items;
    }

    public async Task<Problem> FailAsync(IDatasetSource source)
    {
        var exception = await Assert.ThrowsAsync<DatasetException>(() => ReadAsync(source));
        return Assert.Single(exception.Problems);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
