using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace Assay.Cli.Reports;

/// <summary>
/// Writes a long list as blocks of a page: JSON arrays of some hundred thousand bytes, each compressed and spelled in base64, so that a page of many items is
/// small, is written as it is read, and is unpacked where it is looked at.
/// </summary>
/// <param name="page">The page.</param>
/// <param name="name">What its blocks are called: this and a number.</param>
internal sealed class PageBlocks(Stream page, string name) : IDisposable
{
    private const int BlockSize = 512 * 1024;

    private readonly ArrayBufferWriter<byte> block = new(BlockSize + (BlockSize / 4));
    private readonly List<int> starts = [];
    private Utf8JsonWriter? json;
    private int count;

    /// <summary>The place of each block's first element.</summary>
    public IReadOnlyList<int> Starts => starts;

    /// <summary>Adds an element.</summary>
    public void Add(Action<Utf8JsonWriter> write)
    {
        if (json is null)
        {
            starts.Add(count);
            json = new Utf8JsonWriter(block, PageJson.Options);
            json.WriteStartArray();
        }

        write(json);
        count++;
        if (json.BytesPending + json.BytesCommitted >= BlockSize)
            End();
    }

    /// <summary>Writes what was not written yet.</summary>
    public void End()
    {
        if (json is null)
            return;
        json.WriteEndArray();
        json.Dispose();
        json = null;
        Write(page, $"{name}{starts.Count - 1}", block.WrittenSpan);
        block.ResetWrittenCount();
    }

    /// <summary>Writes one block.</summary>
    public static void Write(Stream page, string id, ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            zip.Write(content);
        page.Write(System.Text.Encoding.ASCII.GetBytes($"<script type=\"text/plain\" id=\"{id}\">{Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length))}</script>\n"));
    }

    /// <inheritdoc/>
    public void Dispose() => json?.Dispose();
}
