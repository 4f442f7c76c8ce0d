using System.Text;
using Assay.Errors;

namespace Assay.Tests.Datasets;

public sealed class SequenceDatasetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Values_of_any_type_become_items()
    {
        var items = await folder.ReadAsync(Dataset.From(["a", "b"]).Bind(null));
        Assert.Equal(["\"a\"", "\"b\""], items.Select(item => Encoding.UTF8.GetString(item.Json.Span)));
        Assert.Equal(2, items.Select(item => item.Id).Distinct().Count());

        var pair = Assert.Single(await folder.ReadAsync(Dataset.From([("q", 4)]).Bind(null)));
        Assert.Equal("""{"Item1":"q","Item2":4}""", Encoding.UTF8.GetString(pair.Json.Span));
    }

    [Fact]
    public async Task An_asynchronous_sequence_is_streamed()
    {
        var given = 0;
        await foreach (var item in Dataset.From(Endless()).Bind(plain => plain.Name).ReadAsync(folder.Path, TestContext.Current.CancellationToken))
            if (item.Id == "n3")
                break;
        Assert.Equal(3, given);

        async IAsyncEnumerable<Plain> Endless()
        {
            while (true)
            {
                await Task.Yield();
                yield return new Plain { Name = $"n{++given}" };
            }
        }
    }

    [Fact]
    public async Task Null_missing_and_repeated_ids_are_named_by_position()
    {
        var missing = await folder.FailAsync(Dataset.From([new Plain { Name = "a" }, new Plain()]).Bind(plain => plain.Name));
        Assert.Equal((ErrorCode.ItemIdMissing, (string?)null), (missing.Code, missing.File));
        Assert.Contains("Item 2 of the sequence", missing.Message);

        var repeated = await folder.FailAsync(Dataset.From(["a", "b", "a"]).Bind(null));
        Assert.Contains("same content as item 1", repeated.Message);

        var absent = await folder.FailAsync(Dataset.From<string?>(["a", null]).Bind(null));
        Assert.Contains("it is null", absent.Message);
    }
}
