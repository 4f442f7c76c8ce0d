using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Sqlite;

namespace Assay.Tests.Storage;

public sealed class BadStoreTests : IDisposable
{
    private const string NextVersion = "CREATE TABLE extra(id INTEGER PRIMARY KEY) STRICT; INSERT INTO extra VALUES (7)";
    private readonly TemporaryFolder folder = new();

    private string File => StoreInspector.FileOf(folder.Path);

    private static StoreMigrations Newer { get; } = new([StoreSteps.First, StoreSteps.Second, StoreSteps.Third, NextVersion]);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_that_is_no_database_is_refused_and_kept(bool readOnly)
    {
        var text = new string('x', 5000);
        await System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);

        await RefusedAsync(ErrorCode.StoreUnreadable, readOnly);

        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Database_of_another_program_is_refused_and_kept()
    {
        using (var database = SqliteDatabase.Open(File, SQLitePCL.raw.SQLITE_OPEN_READWRITE | SQLitePCL.raw.SQLITE_OPEN_CREATE))
            database.Execute("CREATE TABLE theirs(x)");
        var before = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);

        await RefusedAsync(ErrorCode.StoreUnreadable);

        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Folder_in_the_place_of_the_file_is_refused(bool readOnly)
    {
        Directory.CreateDirectory(File);
        await RefusedAsync(ErrorCode.StoreUnreadable, readOnly);
    }

    [Fact]
    public async Task File_in_the_place_of_the_folder_is_refused()
    {
        var place = Path.Combine(folder.Path, "occupied");
        await System.IO.File.WriteAllTextAsync(place, "", TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<StoreException>(() => TestStore.OpenAsync(place));
        Assert.Equal(ErrorCode.StoreUnreadable, exception.Code);
    }

    [Fact]
    public async Task Absent_store_cannot_be_opened_for_reading_and_is_not_made()
    {
        await RefusedAsync(ErrorCode.StoreUnreadable, readOnly: true);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Store_cut_short_anywhere_is_refused()
    {
        await WriteAsync(300);
        var whole = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        var random = new Random(20);
        int[] lengths = [0, 1, 99, 100, 4095, 4096, whole.Length / 4096 / 2 * 4096, whole.Length - 4096, whole.Length - 1, .. Enumerable.Range(0, 30).Select(_ => random.Next(whole.Length))];
        foreach (var length in lengths)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length], TestContext.Current.CancellationToken);
            await RefusedAsync(ErrorCode.StoreUnreadable);
            await RefusedAsync(ErrorCode.StoreUnreadable, readOnly: true);
        }
    }

    [Fact]
    public async Task Damaged_page_gives_a_clear_error_when_it_is_read()
    {
        await WriteAsync(300);
        var bytes = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        Array.Fill(bytes, (byte)0xff, 4096, bytes.Length - 4096);
        await System.IO.File.WriteAllBytesAsync(File, bytes, TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            await using var store = await TestStore.OpenAsync(folder.Path, readOnly: true);
            await TestStore.FindAsync(store, 0, 300);
        });
        Assert.Equal(ErrorCode.StoreUnreadable, exception.Code);
        Assert.Equal(File, exception.Problems[0].File);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Store_of_a_newer_version_is_refused_untouched(bool readOnly)
    {
        await (await OpenAsync(Newer)).DisposeAsync();
        var before = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);

        var exception = await RefusedAsync(ErrorCode.StoreTooNew, readOnly);

        Assert.Contains("version 4", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Store_of_a_newer_version_whose_process_died_is_refused_untouched()
    {
        await WriteAsync(1);
        using var copy = new TemporaryFolder();
        await using (await OpenAsync(Newer))
        {
            foreach (var path in Directory.GetFiles(folder.Path))
                System.IO.File.Copy(path, Path.Combine(copy.Path, Path.GetFileName(path)));
        }

        var file = StoreInspector.FileOf(copy.Path);
        Assert.True(new FileInfo(file + "-wal").Length > 0);
        var before = (await System.IO.File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken), await System.IO.File.ReadAllBytesAsync(file + "-wal", TestContext.Current.CancellationToken));

        var exception = await Assert.ThrowsAsync<StoreException>(() => TestStore.OpenAsync(copy.Path));

        Assert.Equal(ErrorCode.StoreTooNew, exception.Code);
        Assert.Equal(before.Item1, await System.IO.File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(before.Item2, await System.IO.File.ReadAllBytesAsync(file + "-wal", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Store_of_an_older_version_is_brought_forward_with_its_content()
    {
        await WriteAsync(3);

        await using (var store = await OpenAsync(Newer))
            Assert.All(await TestStore.FindAsync(store, 0, 3), found => Assert.Equal(GenerationStatus.Completed, found.Status));

        Assert.Equal(7, StoreInspector.Count(folder.Path, "SELECT id FROM extra"));
        Assert.Equal(4, StoreInspector.Count(folder.Path, "PRAGMA user_version"));
    }

    [Fact]
    public async Task Step_forward_that_fails_leaves_the_store_at_its_version()
    {
        await WriteAsync(3);
        var broken = new StoreMigrations([StoreSteps.First, StoreSteps.Second, StoreSteps.Third, "CREATE TABLE extra(id); CREATE TABLE events(id)"]);

        await Assert.ThrowsAsync<StoreException>(() => OpenAsync(broken));

        Assert.Equal(3, StoreInspector.Count(folder.Path, "PRAGMA user_version"));
        Assert.Equal(0, StoreInspector.Count(folder.Path, "SELECT count(*) FROM sqlite_schema WHERE name = 'extra'"));
    }

    private Task<SqliteRunStore> OpenAsync(StoreMigrations migrations) =>
        SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = folder.Path }, migrations, TimeProvider.System, default);

    private async Task WriteAsync(int generations)
    {
        await using var store = await TestStore.BeginAsync(folder);
        await store.AppendAsync([.. Enumerable.Range(0, generations).Select(i => store.Completed(i))]);
    }

    private async Task<StoreException> RefusedAsync(ErrorCode code, bool readOnly = false)
    {
        var exception = await Assert.ThrowsAsync<StoreException>(() => TestStore.OpenAsync(folder.Path, readOnly));
        Assert.Equal(code, exception.Code);
        Assert.Equal(File, exception.Problems[0].File);
        return exception;
    }
}
