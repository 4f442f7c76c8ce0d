using System.Globalization;
using System.Text;
using Assay.Contracts;
using Assay.Datasets;
using Assay.Identity;
using Assay.Planning;

namespace Assay.Tests.Planning;

/// <summary>Plans of more items than stay in memory.</summary>
public sealed class ItemTableTests : IDisposable
{
    private const int Items = ItemTable.Resident + 9_000;
    private readonly string folder = Directory.CreateTempSubdirectory("assay-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Items_that_were_put_away_come_back_as_they_were_read()
    {
        await WriteAsync();
        var source = Dataset.Jsonl<Line>("items.jsonl").Bind(static line => line.ItemId);
        var table = new ItemTable();
        var read = new List<(string Id, Hash128 Digest, Line Value)>();
        await foreach (var item in source.ReadAsync(folder, Token))
        {
            table.Add(item);
            read.Add((item.Id, item.Digest, (Line)item.Value));
        }

        File.Delete(Path.Combine(folder, "items.jsonl"));

        Assert.Equal(Items, table.Count);
        Parallel.For(0, Items, i =>
        {
            var place = (int)(i * 7919L % Items);
            Assert.Equal(read[place], (table[place].Id, table[place].Digest, (Line)table[place].Value));
        });
        Assert.Equal(read.Select(static item => item.Digest), table.Select(static item => item.Digest));
        Assert.All(table, static item => Assert.Equal(item.Digest, Digest.Of(item.Json.Span)));
        Assert.NotSame(table[Items - 1], table[Items - 1 - 8 * 1024]);
    }

    [Fact]
    public async Task Untyped_items_come_back_too()
    {
        await WriteAsync();
        var source = Dataset.Jsonl<System.Text.Json.JsonElement>("items.jsonl").Bind(null);
        var table = new ItemTable();
        var digests = new List<Hash128>();
        await foreach (var item in source.ReadAsync(folder, Token))
        {
            table.Add(item);
            digests.Add(item.Digest);
        }

        Assert.Equal(digests, table.Select(static item => item.Digest));
        Assert.Equal("i024000", table[24_000].Element.GetProperty("item_id").GetString());
    }

    [Fact]
    public void Items_whose_source_gives_no_records_stay()
    {
        var table = new ItemTable();
        var items = Enumerable.Range(0, Items).Select(static i => new Item(i.ToString(CultureInfo.InvariantCulture), i, "{}"u8.ToArray())).ToArray();
        foreach (var item in items)
            table.Add(item);

        Assert.All(Enumerable.Range(0, Items), i => Assert.Same(items[i], table[i]));
    }

    [Fact]
    public void Digest_of_parts_that_are_put_away_is_the_digest_of_the_parts()
    {
        using var first = new DigestParts();
        using var second = new DigestParts();
        var digest = new Digest("plan/1", stackalloc byte[64]);
        first.Add("plan/1");
        first.Add(7);
        digest.Add(7);
        for (var i = 0; i < 60_000; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"ié{i}");
            second.Add(id);
            second.Add(new Hash128(1, (ulong)i));
            digest.Add(id);
            digest.Add(new Hash128(1, (ulong)i));
        }

        Assert.Equal(digest.Finish(), DigestParts.Finish(first, second));
    }

    [Fact]
    public void Bytes_come_back_from_memory_and_from_the_file_and_from_both_at_once()
    {
        using var spill = new SpillFile();
        var random = new Random(7);
        var parts = new List<(long Place, byte[] Bytes)>();
        foreach (var length in (int[])[3, 0, 4_000, 900_000, 200_000, 2_500_000, 17, 600_000, 600_000])
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            parts.Add((spill.Append(bytes), bytes));
        }

        Assert.All(parts, part =>
        {
            var read = new byte[part.Bytes.Length];
            spill.Read(part.Place, read);
            Assert.Equal(part.Bytes, read);
        });
        var all = new byte[spill.Length];
        spill.Read(0, all);
        Assert.Equal(parts.SelectMany(static part => part.Bytes), all);
    }

    private Task WriteAsync() => File.WriteAllLinesAsync(
        Path.Combine(folder, "items.jsonl"),
        Enumerable.Range(0, Items).Select(static i => string.Create(CultureInfo.InvariantCulture, $$"""{"item_id":"i{{i:d6}}","ground_truth":"ä {{i % 7}}","number":{{i}}.50}""")),
        Encoding.UTF8,
        Token);

    private sealed record Line(string ItemId, string GroundTruth, double Number);
}
