using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Assay.Contracts;
using Assay.Identity;

namespace Assay.Datasets;

/// <summary>
/// The items of a task. Beyond the first ones, those that were read from a file are kept as records, in a temporary file where there
/// are many, and read again when they are asked for: the memory of a plan does not grow with them. Safe for concurrent use once
/// nothing is added any more.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as anyone holds results of its plan; then the handle of its file closes itself.")]
internal sealed class ItemTable : IReadOnlyList<Item>
{
    /// <summary>How many items stay in memory as they are; sources need give no records of them.</summary>
    public const int Resident = 16 * 1024;

    private const int BlockSize = 16 * 1024;

    // A power of two; more than are in use at once, so that each is read again once.
    private const int Recent = 8 * 1024;

    private readonly Lock gate = new();
    private readonly List<Item> resident = [];
    private readonly Dictionary<int, Item> kept = [];
    private readonly List<Place> places = [];
    private readonly Cached?[] recent = new Cached?[Recent];
    private readonly SpillFile spill = new();
    private IItemOrigin? origin;
    private byte[] block = [];
    private long blockStart;
    private int blockLength;

    /// <inheritdoc/>
    public int Count => resident.Count + places.Count;

    /// <inheritdoc/>
    public Item this[int index]
    {
        get
        {
            if (index < resident.Count)
                return resident[index];
            var cached = Volatile.Read(ref recent[index & (Recent - 1)]);
            return cached?.Index == index ? cached.Item : ReadAgain(index);
        }
    }

    /// <summary>Adds an item at the end.</summary>
    public void Add(Item item)
    {
        if (places.Count == 0 && (resident.Count < Resident || item.Record is null))
        {
            item.Record = null;
            resident.Add(item);
            return;
        }

        if (item.Record is not { } record || (origin is not null && origin != record.Origin))
        {
            kept.Add(Count, item);
            places.Add(default);
            return;
        }

        origin = record.Origin;
        var id = Encoding.UTF8.GetBytes(item.Id);
        Span<byte> digest = stackalloc byte[Hash128.Size];
        item.Digest.WriteTo(digest);
        var start = spill.Append(digest);
        spill.Append(id);
        spill.Append(item.Json.Span);
        spill.Append(record.Bytes.Span);
        places.Add(new Place(start, id.Length, item.Json.Length, record.Bytes.Length));
    }

    /// <inheritdoc/>
    public IEnumerator<Item> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Item ReadAgain(int index)
    {
        if (kept.TryGetValue(index, out var item))
            return item;
        var place = places[index - resident.Count];
        var bytes = ArrayPool<byte>.Shared.Rent(place.Length);
        try
        {
            Copy(place.Start, bytes.AsSpan(0, place.Length));
            item = Read(place, bytes.AsSpan(0, place.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        Volatile.Write(ref recent[index & (Recent - 1)], new Cached(index, item));
        return item;
    }

    private Item Read(Place place, ReadOnlySpan<byte> bytes)
    {
        var digest = Hash128.FromBytes(bytes);
        bytes = bytes[Hash128.Size..];
        var id = Encoding.UTF8.GetString(bytes[..place.IdLength]);
        bytes = bytes[place.IdLength..];
        return new Item(id, origin!.Read(bytes[place.JsonLength..]), bytes[..place.JsonLength].ToArray(), digest);
    }

    /// <summary>Copies spilled bytes. What lies behind them is asked for next, as a rule, and read with them.</summary>
    private void Copy(long start, Span<byte> destination)
    {
        lock (gate)
        {
            if (start < blockStart || start + destination.Length > blockStart + blockLength)
            {
                var length = (int)Math.Min(Math.Max(BlockSize, destination.Length), spill.Length - start);
                if (block.Length < length)
                    block = new byte[Math.Max(BlockSize, length)];
                blockLength = 0;
                spill.Read(start, block.AsSpan(0, length));
                (blockStart, blockLength) = (start, length);
            }

            block.AsSpan((int)(start - blockStart), destination.Length).CopyTo(destination);
        }
    }

    private sealed record Cached(int Index, Item Item);

    /// <summary>Where an item lies.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(long Start, int IdLength, int JsonLength, int RecordLength)
    {
        /// <summary>How many bytes it takes: its digest, its id, its content and its record.</summary>
        public int Length => Hash128.Size + IdLength + JsonLength + RecordLength;
    }
}
