using Assay.Errors;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class GenerationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Completed_generation_is_found_with_its_output_by_another_opening()
    {
        var output = new Output("Die Antwort ist ½ 🙂") { InputTokens = 12, OutputTokens = 3, FinishReason = "stop" };
        await using (var store = await TestStore.BeginAsync(folder))
            await store.AppendAsync(store.Completed(1, output));

        await using var storage = await TestStorage.OpenAsync(new TestOptions(folder.Path));
        var again = storage.Runs;
        var found = (await TestStore.FindAsync(again, 1, 1))[0];

        Assert.Equal(GenerationStatus.Completed, found.Status);
        Assert.Equal(output, await again.ReadOutputAsync(found.Id, default));
    }

    [Fact]
    public async Task Answers_come_in_the_order_of_the_keys_with_missing_ones_marked()
    {
        await using var store = await TestStore.BeginAsync(folder);
        await store.AppendAsync(store.Completed(2), store.Failed(4, ErrorCode.Timeout));

        var found = await TestStore.FindAsync(store.Store, 1, 4);

        Assert.Equal([GenerationStatus.Missing, GenerationStatus.Completed, GenerationStatus.Missing, GenerationStatus.Failed], found.Select(f => f.Status));
        Assert.Equal(default, found[0]);
        Assert.Equal(ErrorCode.Timeout, found[3].Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(170)]
    [InlineData(171)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(100_000)]
    public async Task Output_of_any_length_is_read_back(int length)
    {
        var text = new string('é', length / 2) + new string('x', length % 2);
        await using var store = await TestStore.BeginAsync(folder);
        var entry = store.Completed(1, text);
        await store.AppendAsync(entry);

        Assert.Equal(text, (await store.Store.ReadOutputAsync(entry.RowId, default)).Text);
    }

    [Fact]
    public async Task Output_with_a_null_character_is_read_back()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var entry = store.Completed(1, "before\0after");
        await store.AppendAsync(entry);

        Assert.Equal("before\0after", (await store.Store.ReadOutputAsync(entry.RowId, default)).Text);
    }

    [Fact]
    public async Task Equal_large_outputs_are_stored_once()
    {
        var text = new string('x', 5000);
        await using (var store = await TestStore.BeginAsync(folder))
            await store.AppendAsync(store.Completed(1, text), store.Completed(2, text), store.Completed(3, text + "y"));

        Assert.Equal(2, StoreInspector.Count(folder.Path, "SELECT count(*) FROM payloads"));
    }

    [Fact]
    public async Task Completed_generation_replaces_a_failed_one_and_keeps_its_row()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var failed = store.Failed(1, ErrorCode.Timeout);
        await store.AppendAsync(failed);
        var completed = store.Completed(1, "second time");
        await store.AppendAsync(completed);

        Assert.Equal(failed.RowId, completed.RowId);
        Assert.Equal(new StoredGeneration(failed.RowId, GenerationStatus.Completed, null), await store.FindAsync(1));
        Assert.Equal("second time", (await store.Store.ReadOutputAsync(failed.RowId, default)).Text);
    }

    [Fact]
    public async Task Later_failure_replaces_an_earlier_one()
    {
        await using var store = await TestStore.BeginAsync(folder);
        await store.AppendAsync(store.Failed(1, ErrorCode.Timeout), store.Failed(1, new ErrorCode("own_code")));

        Assert.Equal(new ErrorCode("own_code"), (await store.FindAsync(1)).Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_replaces_a_completed_generation(bool inOneBatch)
    {
        await using var store = await TestStore.BeginAsync(folder);
        var first = store.Completed(1, "first");
        await store.Store.AppendAsync(first, default);
        if (!inOneBatch)
            await store.Store.FlushAsync(default);
        var second = store.Completed(1, "second");
        var failed = store.Failed(1, ErrorCode.Timeout);
        await store.AppendAsync(second, failed);

        Assert.Equal([first.RowId, first.RowId], new[] { second.RowId, failed.RowId });
        Assert.Equal("first", (await store.Store.ReadOutputAsync(first.RowId, default)).Text);
        Assert.Equal(GenerationStatus.Completed, (await store.FindAsync(1)).Status);
    }

    [Fact]
    public async Task Failed_generation_has_no_output()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var failed = store.Failed(1, ErrorCode.Timeout);
        await store.AppendAsync(failed);

        var exception = await Assert.ThrowsAsync<StoreException>(async () => await store.Store.ReadOutputAsync(failed.RowId, default));
        Assert.Equal(ErrorCode.GenerationMissing, exception.Code);
    }

    [Fact]
    public async Task Committed_is_called_after_the_row_can_be_read()
    {
        await using var store = await TestStore.BeginAsync(folder);
        var reported = new TaskCompletionSource<StoredGeneration>();
        var entry = store.Completed(1, committed: e =>
        {
            var found = new StoredGeneration[1];
            store.Store.FindGenerationsAsync(new[] { TestStore.Key(1) }, found, default).AsTask().Wait();
            reported.SetResult(found[0]);
        });
        await store.Store.AppendAsync(entry, default);

        var found = await reported.Task;
        Assert.Equal(new StoredGeneration(entry.RowId, GenerationStatus.Completed, null), found);
    }
}
