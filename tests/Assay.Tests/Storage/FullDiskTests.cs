using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

public sealed class FullDiskTests
{
    [Fact]
    public async Task Full_disk_surfaces_in_every_call_and_what_was_committed_stays()
    {
        using var folder = new TemporaryFolder();
        var committed = await FillAsync(new SqliteStoreOptions { Directory = folder.Path, MaxPages = 120 });

        await HoldsAsync(folder.Path, committed);
    }

    [Fact]
    public async Task Store_on_a_small_disk_fills_it_and_stays_usable()
    {
        using var disk = TemporaryDisk.Require("3m");
        var committed = await FillAsync(new SqliteStoreOptions { Directory = disk.Path });

        await HoldsAsync(disk.Path, committed);
    }

    [Fact]
    public async Task Disk_without_room_for_a_store_is_said_to_be_full()
    {
        using var disk = TemporaryDisk.Require("64k");
        await File.WriteAllBytesAsync(Path.Combine(disk.Path, "filler"), new byte[60 * 1024], TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<StoreException>(() => TestStore.OpenAsync(disk.Path));

        Assert.Equal(ErrorCode.StoreFull, exception.Code);
    }

    [Fact]
    public async Task Failure_that_no_call_has_seen_surfaces_at_the_end()
    {
        using var folder = new TemporaryFolder();
        using var held = new ManualResetEventSlim();
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var store = await TestStore.BeginAsync(new SqliteStoreOptions { Directory = folder.Path, MaxPages = 120 });
        await store.Store.AppendAsync(store.Completed(0, "small", _ => Hold(writing, held)), default);
        await writing.Task;
        for (var i = 1; i < 1000; i++)
            await store.Store.AppendAsync(store.Completed(i, Large(i)), default);
        held.Set();

        var exception = await Assert.ThrowsAsync<StoreException>(async () => await store.DisposeAsync());

        Assert.Equal(ErrorCode.StoreFull, exception.Code);
    }

    [Fact]
    public async Task Who_waits_for_room_goes_on_once_the_writer_has_caught_up()
    {
        using var folder = new TemporaryFolder();
        using var held = new ManualResetEventSlim();
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var store = await TestStore.BeginAsync(new SqliteStoreOptions { Directory = folder.Path });
        Assert.True(store.Store.WaitForRoomAsync(default).AsTask().IsCompletedSuccessfully);
        await store.Store.AppendAsync(store.Completed(0, "small", _ => Hold(writing, held)), default);
        await writing.Task;
        for (var i = 1; i <= 10_000; i++)
            await store.Store.AppendAsync(store.Completed(i), default);

        var waiting = store.Store.WaitForRoomAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);
        held.Set();

        await waiting.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    // The writer reports a commit from its own task: held there, it sees none of what is appended meanwhile.
    private static void Hold(TaskCompletionSource writing, ManualResetEventSlim held)
    {
        writing.SetResult();
        held.Wait();
    }

    // Nothing in it repeats, so that it stays large however it is kept.
    private static string Large(int i)
    {
        var bytes = new byte[1500];
        new Random(i).NextBytes(bytes);
        return Convert.ToHexString(bytes);
    }

    private static async Task<List<int>> FillAsync(SqliteStoreOptions options)
    {
        var committed = new List<int>();
        await using var store = await TestStore.BeginAsync(options);
        var appending = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            for (var i = 0; ; i++)
            {
                var number = i;
                await store.Store.AppendAsync(store.Completed(i, Large(i), _ => committed.Add(number)), default);
                if (i % 10 == 0)
                    await store.Store.FlushAsync(default);
            }
        });
        var flushing = await Assert.ThrowsAsync<StoreException>(async () => await store.Store.FlushAsync(default));
        var ending = await Assert.ThrowsAsync<StoreException>(async () => await store.Store.EndRunAsync(store.Run, RunState.Completed, DateTimeOffset.UnixEpoch, default));
        var waiting = await Assert.ThrowsAsync<StoreException>(async () => await store.Store.WaitForRoomAsync(default));
        Assert.All([appending, flushing, ending, waiting], e => Assert.Equal(ErrorCode.StoreFull, e.Code));
        return committed;
    }

    private static async Task HoldsAsync(string folder, List<int> committed)
    {
        Assert.NotEmpty(committed);
        await using (var store = await TestStore.OpenAsync(folder))
        {
            var found = await TestStore.FindAsync(store, 0, committed.Count);
            for (var i = 0; i < committed.Count; i++)
                Assert.Equal(Large(i), (await store.ReadOutputAsync(found[i].Id, default)).Text);
        }

        Assert.Equal("ok", StoreInspector.IntegrityOf(folder));
    }
}
