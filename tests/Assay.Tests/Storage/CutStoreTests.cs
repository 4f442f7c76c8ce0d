using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Assay.StoreCrasher;

namespace Assay.Tests.Storage;

/// <summary>Stores whose files end too early: a clear error, or what is left is right.</summary>
public sealed class CutStoreTests : IDisposable
{
    private const int Positions = 100;
    private const int Trials = 400;
    private readonly TemporaryFolder source = new();
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string File => StoreInspector.FileOf(folder.Path);

    public void Dispose()
    {
        source.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Store_cut_at_a_hundred_random_places_is_refused_each_time()
    {
        await WriteAsync(source.Path, 0, Trials);
        var whole = await System.IO.File.ReadAllBytesAsync(StoreInspector.FileOf(source.Path), Token);
        foreach (var length in Places(whole.Length, 41))
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length], Token);
            foreach (var readOnly in (bool[])[true, false])
            {
                var exception = await Assert.ThrowsAsync<StoreException>(() => TestStore.OpenAsync(folder.Path, readOnly));
                Assert.Equal((ErrorCode.StoreUnreadable, File), (exception.Code, exception.Problems[0].File));
            }
        }
    }

    [Fact]
    public async Task Store_cut_at_a_hundred_random_places_beside_its_log_gives_an_error_or_what_is_right()
    {
        var (file, log) = await WriteWithLogAsync();
        foreach (var length in Places(file.Length, 42))
            await CheckAsync(file[..length], log, mustBeWhole: true);
    }

    [Fact]
    public async Task Store_whose_log_is_cut_at_a_hundred_random_places_stands_as_it_did_at_a_commit()
    {
        var (file, log) = await WriteWithLogAsync();
        foreach (var length in Places(log.Length, 43))
            await CheckAsync(file, log[..length], mustBeWhole: false);
    }

    private static IEnumerable<int> Places(int length, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, Positions).Select(_ => random.Next(length));
    }

    /// <summary>Reads everything: it is refused with a code, or every trial that is there is right and none before it is missing.</summary>
    private async Task CheckAsync(byte[] file, byte[] log, bool mustBeWhole)
    {
        foreach (var path in Directory.GetFiles(folder.Path))
            System.IO.File.Delete(path);
        await System.IO.File.WriteAllBytesAsync(File, file, Token);
        await System.IO.File.WriteAllBytesAsync(File + "-wal", log, Token);
        try
        {
            await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = folder.Path }, TimeProvider.System, Token);
            var count = await CountRightAsync(storage.Runs);
            if (mustBeWhole)
                Assert.Equal(Trials, count);
            Assert.Empty((await storage.Care!.VerifyAsync(Token)).Findings);
        }
        catch (StoreException exception)
        {
            Assert.Equal(ErrorCode.StoreUnreadable, exception.Code);
        }
    }

    private static async Task<int> CountRightAsync(IRunStore store)
    {
        var sample = await SampleTrials.BeginAsync(store, Token);
        var count = 0;
        await foreach (var row in store.ReadCandidatesAsync(sample.Plan, [sample.Overlay], Token))
        {
            Assert.Equal(count, row.Ordinal);
            Assert.Equal(count % 4 == 0 ? 1 : 0, row.Scores[0].Value);
            Assert.Equal(SampleTrials.TextOf(count), (await store.ReadOutputAsync(row.Generation.Id, Token)).Text);
            count++;
        }

        return count;
    }

    private static async Task WriteAsync(string path, int first, int count)
    {
        await using var store = await TestStore.OpenAsync(path);
        await AppendAsync(store, first, count, flushEach: count);
    }

    /// <summary>A store as a process leaves it that dies: half of it in the file, the rest in the log.</summary>
    private async Task<(byte[] File, byte[] Log)> WriteWithLogAsync()
    {
        await WriteAsync(source.Path, 0, Trials / 2);
        await using var store = await TestStore.OpenAsync(source.Path);
        await AppendAsync(store, Trials / 2, Trials / 2, flushEach: 20);
        var file = StoreInspector.FileOf(source.Path);
        return (await ReadAsync(file), await ReadAsync(file + "-wal"));
    }

    private static async Task AppendAsync(SqliteRunStore store, int first, int count, int flushEach)
    {
        var sample = await SampleTrials.BeginAsync(store, Token);
        for (var i = first; i < first + count; i++)
        {
            await sample.AppendAsync(i, SampleTrials.ItemOf(i % 50), null, Token);
            if (i % flushEach == 0)
                await store.FlushAsync(Token);
        }

        await store.FlushAsync(Token);
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, Token);
        return bytes;
    }
}
