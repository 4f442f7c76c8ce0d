using Assay.Errors;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class WriterLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Waiting_too_long_says_who_holds_the_lock()
    {
        await using var first = await OpenAsync();
        await using var lease = await first.AcquireWriterAsync(null, default);
        await using var second = (await TestStorage.OpenAsync(new TestOptions(folder.Path) { LockTimeout = TimeSpan.Zero })).Runs;

        var exception = await Assert.ThrowsAsync<StoreException>(async () => await second.AcquireWriterAsync(null, default));

        Assert.Equal(ErrorCode.StoreBusy, exception.Code);
        Assert.Contains(FormattableString.Invariant($"process {Environment.ProcessId} "), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lock_is_counted_within_a_store_and_freed_with_the_last_holder()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
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
        var first = await OpenAsync();
        await using var second = await OpenAsync();
        var lease = await first.AcquireWriterAsync(null, default);

        await first.DisposeAsync();
        await first.DisposeAsync();

        await (await second.AcquireWriterAsync(null, default)).DisposeAsync();
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled_and_another_may_wait_on()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var lease = await first.AcquireWriterAsync(null, default);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await second.AcquireWriterAsync(_ => cancellation.Cancel(), cancellation.Token));
        await lease.DisposeAsync();

        await (await second.AcquireWriterAsync(null, default)).DisposeAsync();
    }

    [Fact]
    public async Task Those_who_share_the_lock_have_it_together_and_who_wants_it_alone_waits_for_the_last()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var one = await first.JoinWritersAsync(null, default);
        var other = await second.JoinWritersAsync(null, default);
        var inside = new TaskCompletionSource();
        var outside = new TaskCompletionSource();
        await using var third = await OpenAsync();

        var sameStore = first.AcquireWriterAsync(_ => inside.SetResult(), default).AsTask();
        var otherStore = third.AcquireWriterAsync(_ => outside.SetResult(), default).AsTask();
        await Task.WhenAll(inside.Task, outside.Task);
        Assert.False(sameStore.IsCompleted || otherStore.IsCompleted);
        await one.DisposeAsync();
        await other.DisposeAsync();

        await (await await Task.WhenAny(sameStore, otherStore)).DisposeAsync();
        await (await sameStore).DisposeAsync();
        await (await otherStore).DisposeAsync();
    }

    [Fact]
    public async Task Who_would_share_the_lock_waits_for_another_store_that_has_it_alone_and_joins_its_own()
    {
        await using var first = await OpenAsync();
        await using var second = await OpenAsync();
        var alone = await first.AcquireWriterAsync(null, default);
        var own = await first.JoinWritersAsync(null, default);
        var waiting = new TaskCompletionSource();
        var joining = second.JoinWritersAsync(_ => waiting.SetResult(), default).AsTask();
        await waiting.Task;

        await alone.DisposeAsync();
        Assert.False(joining.IsCompleted);
        await own.DisposeAsync();

        await (await joining).DisposeAsync();
    }

    private async Task<IRunStore> OpenAsync() => (await TestStorage.OpenAsync(new TestOptions(folder.Path))).Runs;
}
