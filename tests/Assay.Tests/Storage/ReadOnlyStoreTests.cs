using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

public sealed class ReadOnlyStoreTests
{
    [Fact]
    public async Task Store_in_a_folder_that_cannot_be_written_can_be_read()
    {
        using var disk = TemporaryDisk.Require("8m");
        await using (var store = await TestStore.BeginAsync(new SqliteStoreOptions { Directory = disk.Path }))
            await store.AppendAsync(store.Completed(1, "kept"));
        disk.MakeReadOnly();

        await using var reading = await TestStore.OpenAsync(disk.Path, readOnly: true);
        var found = (await TestStore.FindAsync(reading, 1, 1))[0];

        Assert.Equal("kept", (await reading.ReadOutputAsync(found.Id, default)).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Folder_that_cannot_be_written_is_refused_for_writing(bool hasStore)
    {
        using var disk = TemporaryDisk.Require("8m");
        if (hasStore)
            await (await TestStore.BeginAsync(new SqliteStoreOptions { Directory = disk.Path })).DisposeAsync();
        disk.MakeReadOnly();

        var exception = await Assert.ThrowsAsync<StoreException>(() => TestStore.OpenAsync(disk.Path));

        Assert.Equal(ErrorCode.StoreReadOnly, exception.Code);
    }

    [Fact]
    public async Task Store_that_is_opened_for_reading_refuses_to_write()
    {
        using var folder = new TemporaryFolder();
        await using var writing = await TestStore.BeginAsync(folder);
        await using var reading = await TestStore.OpenAsync(folder.Path, readOnly: true);

        foreach (var write in (Func<Task>[])[
            async () => await reading.AppendAsync(writing.Completed(1), default),
            async () => await reading.FlushAsync(default),
            async () => await reading.RebuildProjectionsAsync(default),
            async () => await reading.InternAsync("model", TestStore.Key(1), "{}", default),
            async () => await reading.AcquireWriterAsync(null, default)])
        {
            Assert.Equal(ErrorCode.StoreReadOnly, (await Assert.ThrowsAsync<StoreException>(write)).Code);
        }
    }

    [Fact]
    public async Task Whole_store_that_is_opened_for_reading_reads_and_refuses_to_write()
    {
        using var folder = new TemporaryFolder();
        await using var writing = await TestBundle.OpenAsync(folder);
        await writing.PlanAsync(3);
        await using var reading = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder.Path, ReadOnly = true }, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(3, (await reading.Manifests.CountAsync(TestBundle.RunHash, DateTimeOffset.UnixEpoch, default))[0].Total);
        foreach (var write in (Func<Task>[])[
            async () => await reading.Blobs.PutAsync(new byte[1], default),
            async () => await reading.Links.AddToRunAsync(writing.Run, new("trace", new Uri("https://t.example/")), default),
            async () => await reading.Manifests.ClaimAsync(TestBundle.RunHash, "w", TimeSpan.FromMinutes(1), 1, DateTimeOffset.UnixEpoch, default),
            async () => await reading.Manifests.ReportActivityAsync(TestBundle.RunHash, "w", default, 1, DateTimeOffset.UnixEpoch, default)])
        {
            Assert.Equal(ErrorCode.StoreReadOnly, (await Assert.ThrowsAsync<StoreException>(write)).Code);
        }
    }

    [Fact]
    public async Task Store_that_is_opened_for_reading_sees_what_another_writes()
    {
        using var folder = new TemporaryFolder();
        await using var writing = await TestStore.BeginAsync(folder);
        await using var reading = await TestStore.OpenAsync(folder.Path, readOnly: true);
        Assert.Equal(GenerationStatus.Missing, (await TestStore.FindAsync(reading, 1, 1))[0].Status);

        await writing.AppendAsync(writing.Completed(1));

        Assert.Equal(GenerationStatus.Completed, (await TestStore.FindAsync(reading, 1, 1))[0].Status);
    }
}
