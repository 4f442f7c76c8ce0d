using System.Text;
using Assay.Errors;

namespace Assay.Snapshots;

/// <summary>Reads and replaces snapshot files; a file is seen whole or not at all.</summary>
internal static class SnapshotIO
{
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

    /// <summary>Replaces both files where their texts differ.</summary>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>; the message ends with <paramref name="otherwise"/>.</exception>
    public static async Task WriteAsync(SnapshotPaths paths, SnapshotTexts texts, string otherwise)
    {
        await WriteOneAsync(paths.Items, texts.Items, otherwise);
        await WriteOneAsync(paths.Table, texts.Table, otherwise);
    }

    /// <summary>Deletes both files where they exist.</summary>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotUnwritable"/>.</exception>
    public static void Delete(SnapshotPaths paths)
    {
        DeleteOne(paths.Items);
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
        var temporary = $"{path.Replace(".verified.", ".received.", StringComparison.Ordinal)}.{Guid.NewGuid():n}.tmp";
        try
        {
            if (File.Exists(path) && (await File.ReadAllBytesAsync(path)).AsSpan().SequenceEqual(bytes))
                return;
            await File.WriteAllBytesAsync(temporary, bytes);
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

    private static SnapshotException Malformed(string path, string message, Exception exception) =>
        new(new Problem(ErrorCode.SnapshotMalformed, message) { File = path }, exception);
}
