using System.Text.Json;
using Assay.Errors;
using Assay.Storage;
using Assay.Storage.Care;
using Assay.StoreCrasher;
using Parquet;

namespace Assay.Tests.Storage;

public sealed class StoreExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(folder.Path, "exported");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_are_exported_as_lines_of_json_in_their_order()
    {
        await using var storage = await OpenAsync();
        await SampleDetails.WriteAsync(storage);

        var count = await storage.Care!.ExportEventsAsync(Target, ExportFormat.Jsonl, Token);

        var lines = (await File.ReadAllLinesAsync(Target, Token)).Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(count, lines.Length);
        Assert.Equal(Enumerable.Range(1, lines.Length), lines.Select(static line => line.GetProperty("seq").GetInt32()));
        var generation = Assert.Single(lines, static line => line.GetProperty("kind").GetString() == "Generated");
        Assert.Equal(SampleDetails.Text, generation.GetProperty("text").GetString());
        Assert.Equal(SampleDetails.Key.ToString(), generation.GetProperty("key").GetString());
        Assert.False(generation.TryGetProperty("metric", out _));
    }

    [Fact]
    public async Task Scores_are_exported_with_the_ids_of_what_they_are_of()
    {
        await WriteScoresAsync(2);
        await using var storage = await OpenAsync();

        Assert.Equal(2, await storage.Care!.ExportScoresAsync(Target, ExportFormat.Jsonl, Token));

        var lines = (await File.ReadAllLinesAsync(Target, Token)).Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(
            [("m", "item 0", "p", "s", 0d), ("m", "item 1", "p", "s", 1d)],
            lines.Select(static line => (Text(line, "model"), Text(line, "item"), Text(line, "parse"), Text(line, "metric"), line.GetProperty("value").GetDouble())));
        Assert.Equal(TestStore.Key(1).ToString(), Text(lines[1], "generation"));
    }

    [Fact]
    public async Task Parquet_holds_the_same_events_as_json()
    {
        await using var storage = await OpenAsync();
        await SampleDetails.WriteAsync(storage);
        await storage.Care!.ExportEventsAsync(Target, ExportFormat.Jsonl, Token);
        var expected = (await File.ReadAllLinesAsync(Target, Token)).Select(static line => JsonDocument.Parse(line).RootElement).ToArray();

        Assert.Equal(expected.Length, await storage.Care!.ExportEventsAsync(Target, ExportFormat.Parquet, Token));

        await using var reader = await ParquetReader.CreateAsync(Target, cancellationToken: Token);
        using var group = reader.OpenRowGroupReader(0);
        var seqs = new long?[expected.Length];
        await group.ReadAsync<long>(reader.Schema.FindDataField("seq"), seqs.AsMemory(), null, Token);
        Assert.Equal(expected.Select(static line => (long?)line.GetProperty("seq").GetInt64()), seqs);
        var texts = new string?[expected.Length];
        await group.ReadAsync(reader.Schema.FindDataField("text"), texts.AsMemory(), null, Token);
        Assert.Equal(expected.Select(static line => line.TryGetProperty("text", out var text) ? text.GetString() : null), texts);
    }

    [Fact]
    public async Task Parquet_is_written_in_row_groups_while_rows_stream()
    {
        const int Rows = 2 * StoreExport.GroupSize + 10;
        var read = 0;

        var count = await StoreExport.WriteAsync(Target, ExportFormat.Parquet, EventColumns.All, Stream(), Token);

        await using var reader = await ParquetReader.CreateAsync(Target, cancellationToken: Token);
        Assert.Equal((Rows, Rows, 3), (count, read, reader.RowGroupCount));
        Assert.Equal([StoreExport.GroupSize, StoreExport.GroupSize, 10], Enumerable.Range(0, 3).Select(i =>
        {
            using var group = reader.OpenRowGroupReader(i);
            return group.RowCount;
        }));

        async IAsyncEnumerable<StoredEvent> Stream()
        {
            await Task.Yield();
            for (; read < Rows; read++)
                yield return new StoredEvent(read + 1, EventKind.Scored, DateTimeOffset.UnixEpoch) { Value = read };
        }
    }

    [Fact]
    public async Task Export_that_fails_leaves_the_file_as_it_was()
    {
        await File.WriteAllTextAsync(Target, "before", Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => StoreExport.WriteAsync(Target, ExportFormat.Jsonl, EventColumns.All, Broken(), Token));

        Assert.Equal("before", await File.ReadAllTextAsync(Target, Token));
        Assert.Equal([Target], Directory.GetFiles(folder.Path));

        static async IAsyncEnumerable<StoredEvent> Broken()
        {
            await Task.Yield();
            yield return new StoredEvent(1, EventKind.RunBegan, DateTimeOffset.UnixEpoch);
            throw new InvalidOperationException("broken");
        }
    }

    [Fact]
    public async Task Export_into_a_folder_that_is_not_there_says_so()
    {
        await WriteScoresAsync(1);
        await using var storage = await OpenAsync();

        var exception = await Assert.ThrowsAsync<AssayException>(() => storage.Care!.ExportScoresAsync(Path.Combine(folder.Path, "absent", "x"), ExportFormat.Jsonl, Token));
        Assert.Equal(ErrorCode.ExportUnwritable, exception.Code);
    }

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();

    private Task<StorageBundle> OpenAsync() => TestStorage.OpenAsync(new TestOptions(folder.Path));

    private async Task WriteScoresAsync(int count)
    {
        await using var store = await TestStore.BeginAsync(folder);
        for (var i = 0; i < count; i++)
        {
            var generation = store.Completed(i);
            await store.AppendAsync(generation, store.Scored(generation, TestStore.Item(FormattableString.Invariant($"item {i}")), i));
        }
    }
}
