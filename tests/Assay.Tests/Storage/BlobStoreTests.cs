using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Tests.Storage;

public sealed class BlobStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0, PayloadCompression.Zstd)]
    [InlineData(1, PayloadCompression.Zstd)]
    [InlineData(3_000_000, PayloadCompression.Zstd)]
    [InlineData(0, PayloadCompression.None)]
    [InlineData(3_000_000, PayloadCompression.None)]
    public async Task Bytes_come_back_whole_and_as_a_stream(int length, PayloadCompression compression)
    {
        await using var bundle = await TestBundle.OpenAsync(new TestOptions(folder.Path) { Compression = compression });
        var bytes = Enumerable.Range(0, length).Select(i => (byte)(i / 100)).ToArray();

        var hash = await bundle.Storage.Blobs.PutAsync(bytes, default);

        Assert.Equal(Digest.Of(bytes), hash);
        Assert.True(await bundle.Storage.Blobs.ExistsAsync(hash, default));
        Assert.Equal(bytes, await bundle.Storage.Blobs.GetAsync(hash, default));
        using var copy = new MemoryStream();
        await using (var stream = (await bundle.Storage.Blobs.OpenReadAsync(hash, default))!)
            await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task Stream_is_kept_as_its_bytes_are_and_only_once()
    {
        await using (var bundle = await TestBundle.OpenAsync(folder))
        {
            var bytes = new byte[200_000];
            new Random(1).NextBytes(bytes);
            using var stream = new MemoryStream(bytes);

            Assert.Equal(await bundle.Storage.Blobs.PutAsync(bytes, default), await bundle.Storage.Blobs.PutAsync(stream, default));
        }

        Assert.Equal(1, StoreInspector.Count(folder.Path, "SELECT count(*) FROM payloads"));
    }

    [Theory]
    [InlineData(PayloadCompression.Zstd, true)]
    [InlineData(PayloadCompression.Zstd, false)]
    [InlineData(PayloadCompression.None, true)]
    public async Task Large_stream_is_written_while_it_is_read_and_leaves_no_file_behind(PayloadCompression compression, bool isUniform)
    {
        const int Parts = 200;
        Hash128 hash;
        byte[] whole;
        await using (var bundle = await TestBundle.OpenAsync(new TestOptions(folder.Path) { Compression = compression }))
        {
            long spooled = 0;
            await using var stream = new Parted(Parts, isUniform, () => spooled = Directory.GetFiles(folder.Path, "*.spool").Max(static file => new FileInfo(file).Length));
            hash = await bundle.Storage.Blobs.PutAsync(stream, default);
            whole = stream.Given.ToArray();

            Assert.Equal(Digest.Of(whole), hash);
            Assert.InRange(spooled, (Parts - 2) * Parted.PartSize, Parts * Parted.PartSize);
            Assert.Equal(whole, await bundle.Storage.Blobs.GetAsync(hash, default));
            using var copy = new MemoryStream();
            await using (var read = (await bundle.Storage.Blobs.OpenReadAsync(hash, default))!)
                await read.CopyToAsync(copy, TestContext.Current.CancellationToken);
            Assert.Equal(whole, copy.ToArray());
            await using var again = new Parted(Parts, isUniform, static () => { });
            Assert.Equal(hash, await bundle.Storage.Blobs.PutAsync(again, default));
            Assert.Empty(Directory.GetFiles(folder.Path, "*.spool"));
        }

        Assert.Equal(1, StoreInspector.Count(folder.Path, "SELECT count(*) FROM payloads"));
        Assert.Equal(compression == PayloadCompression.Zstd && isUniform ? 1 : 0, StoreInspector.Count(folder.Path, "SELECT codec FROM payloads"));
        Assert.Equal(whole.Length, StoreInspector.Count(folder.Path, "SELECT size FROM payloads"));
    }

    [Fact]
    public async Task Stream_that_breaks_off_leaves_nothing()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        await using var stream = new Parted(50, true, static () => throw new InvalidDataException("torn"));

        await Assert.ThrowsAsync<InvalidDataException>(async () => await bundle.Storage.Blobs.PutAsync(stream, default));

        Assert.Empty(Directory.GetFiles(folder.Path, "*.spool"));
        Assert.Equal(0, StoreInspector.Count(folder.Path, "SELECT count(*) FROM payloads"));
    }

    [Fact]
    public async Task Unknown_digest_is_nothing()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var hash = Digest.Of("unknown");

        Assert.False(await bundle.Storage.Blobs.ExistsAsync(hash, default));
        Assert.Null(await bundle.Storage.Blobs.GetAsync(hash, default));
        Assert.Null(await bundle.Storage.Blobs.OpenReadAsync(hash, default));
    }

    [Fact]
    public async Task Stream_can_be_left_half_way()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var hash = await bundle.Storage.Blobs.PutAsync(new byte[1_000_000], default);
        for (var i = 0; i < 20; i++)
        {
            await using var stream = (await bundle.Storage.Blobs.OpenReadAsync(hash, default))!;
            Assert.Equal(0, stream.ReadByte());
        }

        Assert.NotNull(await bundle.Storage.Blobs.GetAsync(hash, default));
    }

    [Fact]
    public async Task Text_of_an_output_is_a_blob_too()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var text = new string('z', 1000);
        await bundle.AppendAsync(bundle.Completed(1, text));

        Assert.Equal(1000, (await bundle.Storage.Blobs.GetAsync(Digest.Of(text), default))?.Length);
    }

    [Fact]
    public async Task Damaged_bytes_are_refused()
    {
        Hash128 hash;
        await using (var bundle = await TestBundle.OpenAsync(folder))
            hash = await bundle.Storage.Blobs.PutAsync(new byte[1000], default);
        StoreInspector.Execute(folder.Path, "UPDATE payloads SET data = x'28b52ffd00'");

        await using var again = await TestBundle.OpenAsync(folder);
        var exception = await Assert.ThrowsAsync<StoreException>(async () => await again.Storage.Blobs.GetAsync(hash, default));

        Assert.Equal(ErrorCode.StoreUnreadable, exception.Code);
    }

    /// <summary>Gives its bytes part by part, and calls back before the last one.</summary>
    private sealed class Parted(int parts, bool isUniform, Action beforeLast) : Stream
    {
        public const int PartSize = 20_000;

        private readonly Random random = new(3);
        private int given;

        public MemoryStream Given { get; } = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (given == parts)
                return 0;
            if (++given == parts)
                beforeLast();
            var length = Math.Min(count, PartSize);
            var part = buffer.AsSpan(offset, length);
            if (isUniform)
                part.Fill((byte)'x');
            else
                random.NextBytes(part);
            Given.Write(part);
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
