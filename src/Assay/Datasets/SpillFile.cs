using Microsoft.Win32.SafeHandles;

namespace Assay.Datasets;

/// <summary>
/// Bytes that are appended and read back by their place: the first million in memory, more in a temporary file, which goes with the
/// object and with the process. Reading is safe for concurrent use once nothing is appended any more.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private const int LargestBuffer = 1024 * 1024;

    private byte[] buffer = new byte[4 * 1024];
    private int filled;
    private long flushed;
    private SafeFileHandle? file;

    /// <summary>How many bytes there are.</summary>
    public long Length => flushed + filled;

    /// <summary>Appends bytes.</summary>
    /// <returns>Their place.</returns>
    /// <exception cref="IOException">The temporary file cannot be made or written.</exception>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        var place = Length;
        if (filled + bytes.Length > LargestBuffer)
            Flush();
        if (bytes.Length > LargestBuffer)
        {
            RandomAccess.Write(Open(), bytes, flushed);
            flushed += bytes.Length;
            return place;
        }

        if (filled + bytes.Length > buffer.Length)
            Array.Resize(ref buffer, Math.Min(LargestBuffer, Math.Max(filled + bytes.Length, 2 * buffer.Length)));
        bytes.CopyTo(buffer.AsSpan(filled));
        filled += bytes.Length;
        return place;
    }

    /// <summary>Reads bytes back.</summary>
    /// <param name="place">Where they begin.</param>
    /// <param name="destination">Receives them, all of which were appended.</param>
    public void Read(long place, Span<byte> destination)
    {
        if (place >= flushed)
        {
            buffer.AsSpan((int)(place - flushed), destination.Length).CopyTo(destination);
            return;
        }

        var inFile = destination[..(int)Math.Min(destination.Length, flushed - place)];
        for (var read = 0; read < inFile.Length;)
        {
            var count = RandomAccess.Read(file!, inFile[read..], place + read);
            read += count > 0 ? count : throw new EndOfStreamException("The temporary file with the items was cut short; leave it alone and run again.");
        }

        buffer.AsSpan(0, destination.Length - inFile.Length).CopyTo(destination[inFile.Length..]);
    }

    public void Dispose() => file?.Dispose();

    private void Flush()
    {
        if (filled == 0)
            return;
        RandomAccess.Write(Open(), buffer.AsSpan(0, filled), flushed);
        flushed += filled;
        filled = 0;
    }

    private SafeFileHandle Open()
    {
        if (file is not null)
            return file;
        var path = Path.Combine(Path.GetTempPath(), $"assay-{Guid.NewGuid():n}.tmp");
        file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, FileOptions.DeleteOnClose);

        // Nobody else needs its name, and without it nothing is left behind when the process is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
