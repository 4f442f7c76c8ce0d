using Assay.Errors;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

public sealed class WriterLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Holder_in_another_process_is_named_and_its_death_frees_the_lock()
    {
        using var holder = StoreProcess.Start("hold", folder.Path);
        Assert.Equal("held", holder.TakeLine());
        await using var store = await TestStore.OpenAsync(folder.Path);
        var told = new List<string>();

        await using var lease = await store.AcquireWriterAsync(
            sentence =>
            {
                told.Add(sentence);
                holder.Kill();
            },
            default);

        Assert.Contains(FormattableString.Invariant($"process {holder.Id} (dotnet)"), Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_too_long_says_who_holds_the_lock()
    {
        await using var first = await TestStore.OpenAsync(folder.Path);
        await using var lease = await first.AcquireWriterAsync(null, default);
        await using var second = await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = folder.Path, LockTimeout = TimeSpan.Zero }, TimeProvider.System, default);

        var exception = await Assert.ThrowsAsync<StoreException>(async () => await second.AcquireWriterAsync(null, default));

        Assert.Equal(ErrorCode.StoreBusy, exception.Code);
        Assert.Contains(FormattableString.Invariant($"process {Environment.ProcessId} "), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_is_counted_within_a_store_and_freed_with_the_last_holder()
    {
        await using var first = await TestStore.OpenAsync(folder.Path);
        await using var second = await TestStore.OpenAsync(folder.Path);
        var outer = await first.AcquireWriterAsync(null, default);
        var inner = await first.AcquireWriterAsync(null, default);

        await outer.DisposeAsync();
        await outer.DisposeAsync();
        var waiting = new TaskCompletionSource();
        var other = second.AcquireWriterAsync(_ => waiting.SetResult(), default).AsTask();
        await waiting.Task;
        Assert.False(other.IsCompleted);
        await inner.DisposeAsync();

        await (await other).DisposeAsync();
    }

    [Fact]
    public async Task Closing_the_store_frees_the_lock_and_the_lease_may_be_given_back_later()
    {
        var first = await TestStore.OpenAsync(folder.Path);
        await using var second = await TestStore.OpenAsync(folder.Path);
        var lease = await first.AcquireWriterAsync(null, default);

        await first.DisposeAsync();
        await first.DisposeAsync();

        await (await second.AcquireWriterAsync(null, default)).DisposeAsync();
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_another_may_wait_on()
    {
        await using var first = await TestStore.OpenAsync(folder.Path);
        await using var second = await TestStore.OpenAsync(folder.Path);
        var lease = await first.AcquireWriterAsync(null, default);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await second.AcquireWriterAsync(_ => cancellation.Cancel(), cancellation.Token));
        await lease.DisposeAsync();

        await (await second.AcquireWriterAsync(null, default)).DisposeAsync();
    }
}
