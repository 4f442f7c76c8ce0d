using Assay.Specs;

namespace Assay.Tests.Storage;

public sealed class CompressionTests : IDisposable
{
    private static readonly string Repeating = string.Concat(Enumerable.Repeat("the same words again; ", 100));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(PayloadCompression.Zstd, 1)]
    [InlineData(PayloadCompression.None, 0)]
    public async Task Large_texts_are_kept_as_the_options_say_and_read_either_way(PayloadCompression compression, long codec)
    {
        await WriteAsync(compression, Repeating);

        Assert.Equal(codec, StoreInspector.Count(folder.Path, "SELECT codec FROM payloads"));
        Assert.Equal(Repeating.Length, StoreInspector.Count(folder.Path, "SELECT size FROM payloads"));
        foreach (var reading in Enum.GetValues<PayloadCompression>())
            Assert.Equal(Repeating, await ReadAsync(reading));
    }

    [Fact]
    public async Task Compressed_text_takes_less_room()
    {
        await WriteAsync(PayloadCompression.Zstd, Repeating);

        Assert.True(StoreInspector.Count(folder.Path, "SELECT length(data) FROM payloads") < Repeating.Length / 10);
    }

    [Fact]
    public async Task Text_that_compression_makes_no_shorter_is_kept_as_it_is()
    {
        var bytes = new byte[3000];
        new Random(3).NextBytes(bytes);
        await using (var bundle = await TestBundle.OpenAsync(folder))
            await bundle.Storage.Blobs.PutAsync(bytes, default);

        Assert.Equal(0, StoreInspector.Count(folder.Path, "SELECT codec FROM payloads"));
    }

    [Fact]
    public async Task Small_text_stays_in_its_row()
    {
        await WriteAsync(PayloadCompression.Zstd, new string('a', 512));

        Assert.Equal(0, StoreInspector.Count(folder.Path, "SELECT count(*) FROM payloads"));
    }

    private async Task WriteAsync(PayloadCompression compression, string text)
    {
        await using var bundle = await TestBundle.OpenAsync(new TestOptions(folder.Path) { Compression = compression });
        await bundle.AppendAsync(bundle.Completed(1, text));
    }

    private async Task<string> ReadAsync(PayloadCompression compression)
    {
        await using var bundle = await TestBundle.OpenAsync(new TestOptions(folder.Path) { Compression = compression });
        var match = Assert.Single(await bundle.Storage.Projections.FindGenerationsAsync(TestBundle.Key(1).ToString(), 2, default));
        return (await bundle.Storage.Runs.ReadOutputAsync(match.Generation.Id, default)).Text;
    }
}
