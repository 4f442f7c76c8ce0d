using System.Text;
using Assay.Errors;

namespace Assay.Snapshots;

/// <summary>Reads and replaces snapshot files; a file is seen whole or not at all.</summary>
internal static class SnapshotIO
{
    private const int Buffer = 1 << 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file's text; empty when there is no such file.</summary>
    /// <exception cref="SnapshotException">The file is no UTF-8, or cannot be read.</exception>
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, Strict, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
        catch (DecoderFallbackException exception)
        {
            throw Malformed(path, "The file is not UTF-8. Restore it from version control, or delete it and accept a new run.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Malformed(path, $"The file cannot be read ({exception.Message}). Make it readable, or delete it and accept a new run.", exception);
        }
    }

    /// <summary>Whether a file is there and holds a text.</summary>
    public static async Task<bool> HoldsAsync(string path, string text) => File.Exists(path) && await ReadAsync(path, CancellationToken.None) == text;

    /// <summary>Deletes the files where they exist.</summary>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>.</exception>
    public static void Delete(SnapshotPaths paths)
    {
        DeleteOne(paths.Items);
        DeleteOne(paths.Packed);
        DeleteOne(paths.Blocks);
        DeleteOne(paths.Table);
    }

    /// <summary>Deletes a file where it exists.</summary>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>.</exception>
    public static void DeleteOne(string path)
    {
        try
        {
            if (File.Exists(path))
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, $"The file is out of date and cannot be deleted ({exception.Message}). Delete it.", exception);
        }
    }

    /// <summary>The error of a snapshot that cannot be written.</summary>
    public static SnapshotException Unwritable(string path, string message, Exception exception) =>
        new(new Problem(ErrorCode.SnapshotUnwritable, message) { File = path }, exception);

    /// <summary>Replaces a file where its text differs.</summary>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>; the message ends with <paramref name="otherwise"/>.</exception>
    public static async Task WriteOneAsync(string path, string text, string otherwise)
    {
        var bytes = Strict.GetBytes(text);
        if (!IsReadAs(path, bytes))
            await ReplaceAsync(path, stream => stream.Write(bytes), otherwise);
    }

    /// <summary>Replaces a file where its bytes differ: they are written beside it and moved into place.</summary>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>; the message ends with <paramref name="otherwise"/>.</exception>
    public static async Task ReplaceAsync(string path, Action<Stream> write, string otherwise)
    {
        var temporary = $"{path.Replace(".verified.", ".received.", StringComparison.Ordinal)}.{Guid.NewGuid():n}.tmp";
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer);
            await using (stream.ConfigureAwait(false))
            {
                write(stream);
                await stream.FlushAsync();
                if (File.Exists(path) && await EqualsAsync(stream, path))
                    return;
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, $"The snapshot cannot be written ({exception.Message}). Run the tests where the directory of the class exists and can be written, and with room on the disk. {otherwise}".TrimEnd(), exception);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    /// <summary>Whether a file holds these bytes; false where it cannot be read.</summary>
    private static bool IsReadAs(string path, byte[] bytes)
    {
        try
        {
            return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task<bool> EqualsAsync(FileStream written, string path)
    {
        var there = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Buffer);
        await using (there.ConfigureAwait(false))
        {
            if (there.Length != written.Length)
                return false;
            written.Position = 0;
            var (left, right) = (new byte[Buffer], new byte[Buffer]);
            int count;
            while ((count = await written.ReadAtLeastAsync(left, Buffer, throwOnEndOfStream: false)) > 0)
            {
                if (await there.ReadAtLeastAsync(right, count, throwOnEndOfStream: false) < count || !left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
                    return false;
            }

            return true;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What failed before is what the caller is told.
        }
    }

    /// <summary>The error of a snapshot that cannot be read.</summary>
    public static SnapshotException Malformed(string path, string message, Exception exception) =>
        new(new Problem(ErrorCode.SnapshotMalformed, message) { File = path }, exception);
}
