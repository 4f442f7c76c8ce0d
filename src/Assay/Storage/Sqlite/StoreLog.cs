using System.Buffers.Binary;

namespace Assay.Storage.Sqlite;

/// <summary>Looks into SQLite's log beside a store's file.</summary>
internal static class StoreLog
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;

    /// <summary>Whether the log has the content of each page of a range, both ends included.</summary>
    /// <remarks>Frames count while they bear the log's salts; whether they are whole, SQLite checks when it reads them.</remarks>
    public static bool Holds(string log, long first, long last)
    {
        if (last - first >= int.MaxValue)
            return false;
        try
        {
            using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0);
            return Holds(stream, first, new bool[last - first + 1]);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static bool Holds(FileStream stream, long first, bool[] found)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        if (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
            return false;
        var pageSize = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        var missing = found.Length;
        Span<byte> frame = stackalloc byte[FrameHeaderSize];
        for (long at = HeaderSize; missing > 0; at += FrameHeaderSize + pageSize)
        {
            stream.Position = at;
            var isWhole = stream.Length >= at + FrameHeaderSize + pageSize && stream.ReadAtLeast(frame, FrameHeaderSize, throwOnEndOfStream: false) == FrameHeaderSize;
            if (!isWhole || !frame.Slice(8, 8).SequenceEqual(header.Slice(16, 8)))
                return false;
            var place = BinaryPrimitives.ReadUInt32BigEndian(frame) - first;
            if (place < 0 || place >= found.Length || found[place])
                continue;
            found[place] = true;
            missing--;
        }

        return true;
    }
}
