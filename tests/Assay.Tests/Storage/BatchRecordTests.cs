using Assay.Storage;

namespace Assay.Tests.Storage;

/// <summary>What every keeper of batches does: files beside a store, and stores that keep them.</summary>
public sealed class BatchRecordTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Batch_is_read_as_it_was_last_remembered_and_by_whoever_opens_the_store_next()
    {
        await using (var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path)))
        {
            var records = RecordsOf(bundle);
            await records.AddAsync("a", "{\"x\": \"ä\"}", Token);
            await records.AddAsync("b", "{}", Token);
            Assert.True(await records.ReplaceAsync("b", "{\"y\":1}", Token));
        }

        await using var next = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var found = await RecordsOf(next).ReadAsync(Token);
        Assert.Equal(["a {\"x\": \"ä\"}", "b {\"y\":1}"], found.OrderBy(static one => one.Name, StringComparer.Ordinal).Select(static one => $"{one.Name} {one.Json}"));
        Assert.All(found, static one => Assert.NotEmpty(one.Place));
    }

    [Fact]
    public async Task Batch_that_another_process_dropped_is_not_remembered_again()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var records = RecordsOf(bundle);
        await records.AddAsync("a", "{}", Token);
        await records.RemoveAsync("a", Token);
        await records.RemoveAsync("a", Token);

        Assert.False(await records.ReplaceAsync("a", "{\"id\":1}", Token));
        Assert.Empty(await records.ReadAsync(Token));
    }

    [Fact]
    public async Task Nothing_is_remembered_of_a_store_without_batches()
    {
        await using var bundle = await TestStorage.OpenAsync(new TestOptions(folder.Path));

        Assert.Empty(await RecordsOf(bundle).ReadAsync(Token));
    }

    private IBatchRecords RecordsOf(StorageBundle bundle) => bundle.Batches ?? new FileBatchRecords(Path.Combine(folder.Path, "batches"));
}
