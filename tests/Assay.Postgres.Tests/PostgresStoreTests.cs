using Assay.Errors;
using Assay.Specs;
using Assay.Storage;
using Assay.StoreCrasher;
using Assay.Tests.Storage;

namespace Assay.Postgres.Tests;

public sealed class PostgresStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Several_writers_at_once_lose_and_double_nothing()
    {
        const int Writers = 3;
        const int Count = 2_000;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            await using var storage = await OpenAsync();
            var sample = await SampleTrials.BeginAsync(storage.Runs, Token);

            // Each writes half of the next one's trials too.
            for (var i = 0; i < Count; i++)
                await sample.AppendAsync((writer * Count / 2) + i, SampleTrials.ItemOf(i % 50), null, Token);
            await storage.Runs.FlushAsync(Token);
        }));

        await using var all = await OpenAsync();
        var reader = await SampleTrials.BeginAsync(all.Runs, Token);
        long ordinal = 0;
        await foreach (var row in all.Runs.ReadCandidatesAsync(reader.Plan, [reader.Overlay], Token))
        {
            Assert.Equal(ordinal, row.Ordinal);
            Assert.Equal(ordinal % 4 == 0 ? 1 : 0, row.Scores[0].Value);
            ordinal++;
        }

        Assert.Equal(Count * (Writers + 1) / 2, ordinal);
        Assert.Equal(ordinal, StoreInspector.Count(folder.Path, "SELECT count(*) FROM events WHERE kind = 4"));
        Assert.Empty((await all.Care!.VerifyAsync(Token)).Findings);
    }

    [Fact]
    public async Task Two_stores_that_claim_at_once_share_the_work_without_overlap()
    {
        const int Count = 1_000;
        await using var first = await TestBundle.OpenAsync(folder);
        await first.PlanAsync(Count);
        await using var second = await OpenAsync();

        var claimed = await Task.WhenAll(new[] { (first.Storage, 17), (second, 23) }.Select(static async one =>
        {
            var taken = new List<long>();
            while (await one.Item1.Manifests.ClaimAsync(TestBundle.RunHash, $"worker {one.Item2}", TimeSpan.FromHours(1), one.Item2, TimeProvider.System.GetUtcNow(), Token) is { Count: > 0 } more)
                taken.AddRange(more.Select(static item => item.Ordinal));
            return taken;
        }));

        Assert.Equal(Enumerable.Range(0, Count).Select(static i => (long)i), claimed.SelectMany(static taken => taken).Order());
    }

    [Fact]
    public async Task Many_that_open_an_empty_schema_at_once_make_its_tables_once()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync()));

        Assert.Equal(PgSchema.Steps.Count, StoreInspector.Count(folder.Path, "SELECT count(*) FROM assay_schema"));
        foreach (var storage in opened)
            await storage.DisposeAsync();
    }

    [Fact]
    public async Task Store_of_a_newer_version_is_refused_untouched()
    {
        await (await OpenAsync()).DisposeAsync();
        var next = PgSchema.Steps.Count + 1;
        StoreInspector.Execute(folder.Path, $"INSERT INTO assay_schema(version) VALUES ({next})");

        var exception = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal(ErrorCode.StoreTooNew, exception.Code);
        Assert.Contains($"version {next}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(next, StoreInspector.Count(folder.Path, "SELECT max(version) FROM assay_schema"));
    }

    [Fact]
    public async Task Step_forward_that_fails_leaves_the_store_at_its_version()
    {
        await (await OpenAsync()).DisposeAsync();
        var connection = await PostgresServer.ConnectionOfAsync(TestStorage.SchemaOf(folder.Path));
        await using var database = new PgDatabase(new PostgresStoreOptions { Connection = connection, BlobRoot = folder.Path });

        await Assert.ThrowsAsync<StoreException>(() => PgMigrations.ApplyAsync(database, [.. PgSchema.Steps, "CREATE TABLE extra(id bigint); CREATE TABLE events(id bigint)"], Token));

        Assert.Equal(PgSchema.Steps.Count, StoreInspector.Count(folder.Path, "SELECT max(version) FROM assay_schema"));
        Assert.Equal(0, StoreInspector.Count(folder.Path, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'extra'"));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_named_without_the_password()
    {
        var options = new PostgresStoreOptions { Connection = $"Host=127.0.0.1;Port={LocalPostgres.FreePort()};Database=d;Username=u;Password=secret", BlobRoot = folder.Path };

        var exception = await Assert.ThrowsAsync<StoreException>(() => PostgresStorage.OpenAsync(options, TimeProvider.System, Token));

        Assert.Equal(ErrorCode.StoreUnreadable, exception.Code);
        Assert.StartsWith("127.0.0.1:", exception.Problems[0].File, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_no_connection_string_is_refused()
    {
        var options = new PostgresStoreOptions { Connection = "Nonsense=1", BlobRoot = folder.Path };

        var exception = await Assert.ThrowsAsync<StoreException>(() => PostgresStorage.OpenAsync(options, TimeProvider.System, Token));

        Assert.Equal(ErrorCode.OptionInvalid, exception.Code);
    }

    [Fact]
    public async Task Writer_that_the_server_refuses_says_so_and_writes_nothing_more()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var generation = bundle.Completed(1);
        await bundle.AppendAsync(generation);
        StoreInspector.Execute(folder.Path, "DROP TABLE items");

        var exception = await Assert.ThrowsAsync<StoreException>(() => bundle.AppendAsync(bundle.Scored(generation, TestBundle.Item(1), [])));
        var again = await Assert.ThrowsAsync<StoreException>(() => bundle.AppendAsync(bundle.Completed(2)));

        Assert.Equal((ErrorCode.StoreUnreadable, ErrorCode.StoreUnreadable), (exception.Code, again.Code));
        Assert.Equal(1, StoreInspector.Count(folder.Path, "SELECT count(*) FROM generations"));
    }

    [Theory]
    [InlineData(StoreDurability.Normal, "off")]
    [InlineData(StoreDurability.Full, "on")]
    public async Task Durability_decides_whether_a_commit_waits_for_the_servers_disk(StoreDurability durability, string expected)
    {
        var connection = await PostgresServer.ConnectionOfAsync(TestStorage.SchemaOf(folder.Path));
        await using var database = new PgDatabase(new PostgresStoreOptions { Connection = connection, BlobRoot = folder.Path, Durability = durability });

        Assert.Equal([expected], await database.ListAsync("SHOW synchronous_commit", static row => row.GetString(0), Token));
    }

    [Fact]
    public async Task Large_payloads_are_files_in_the_blobs_folder_and_go_with_the_last_row_that_names_them()
    {
        await using var storage = await OpenAsync();
        var bytes = new byte[400_000];
        new Random(3).NextBytes(bytes);

        var hash = await storage.Blobs.PutAsync(bytes, Token);
        var file = Path.Combine(folder.Path, hash.ToString()[..2], hash.ToString());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Token));
        await storage.Care!.CompactAsync(null, Token);

        Assert.False(File.Exists(file));
        Assert.Null(await storage.Blobs.GetAsync(hash, Token));
    }

    [Fact]
    public async Task Project_with_storage_postgres_runs_and_resumes_without_being_given_a_store()
    {
        var connection = await PostgresServer.ConnectionOfAsync(TestStorage.SchemaOf(folder.Path));
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, SampleLedger.SumsFile), Enumerable.Range(1, 20).Select(SampleLedger.LineOf), Token);
        var toml = Path.Combine(folder.Path, "assay.toml");
        await File.WriteAllTextAsync(toml, $"name = \"ledger\"\n\n[storage]\nkind = \"postgres\"\nconnection = \"{connection}\"\nblob_root = \"blobs\"\n", Token);
        var calls = 0;
        var options = new OrchestratorOptions
        {
            ProjectDirectory = folder.Path,
            Registry = SampleLedger.Plugins((request, _) =>
            {
                Interlocked.Increment(ref calls);
                return ValueTask.FromResult<Output>(SampleLedger.AnswerOf(request));
            }),
        };

        for (var round = 0; round < 2; round++)
        {
            await using var orchestrator = Orchestrator.FromProjectFile(toml, options);
            var result = await orchestrator.RunBenchmarkAsync(SampleLedger.Benchmark, null, Token);
            Assert.Equal(RunState.Completed, result.State);
            Assert.Empty((await (await orchestrator.GetStorageAsync(Token)).Care!.VerifyAsync(Token)).Findings);
        }

        Assert.Equal(20 * 3 * 2, calls);
        Assert.True(Directory.Exists(Path.Combine(folder.Path, "blobs")));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".assay")));
    }

    private Task<StorageBundle> OpenAsync() => TestStorage.OpenAsync(new TestOptions(folder.Path));
}
