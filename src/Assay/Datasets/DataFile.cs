using System.Text.Unicode;
using Assay.Errors;

namespace Assay.Datasets;

/// <summary>A data file: where it lies, and what problems call it.</summary>
internal sealed class DataFile
{
    private DataFile(string fullPath, string shown)
    {
        FullPath = fullPath;
        Place = new DataPlace(shown);
    }

    /// <summary>The absolute path.</summary>
    public string FullPath { get; }

    /// <summary>The file as problems show it: relative to the project where it lies below it, with forward slashes.</summary>
    public DataPlace Place { get; }

    /// <summary>Finds a file from the path as the user gave it.</summary>
    public static DataFile Resolve(string projectDirectory, string path)
    {
        var root = Path.GetFullPath(projectDirectory);
        var full = Path.GetFullPath(path, root);
        var relative = Path.GetRelativePath(root, full);
        var below = !Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return new DataFile(full, (below || !Path.IsPathRooted(path) ? relative : path).Replace('\\', '/'));
    }

    /// <summary>Opens the file for reading from start to end.</summary>
    /// <exception cref="DatasetException">There is no such file, or it cannot be opened.</exception>
    public FileStream Open()
    {
        try
        {
            var stream = new FileStream(FullPath, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
                BufferSize = 0,
            });
            return RejectUtf16(stream);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Error(ErrorCode.DatasetNotFound, "The file does not exist; create it, or correct the path, which is relative to the project's folder.", exception);
        }
        catch (UnauthorizedAccessException exception) when (Directory.Exists(FullPath))
        {
            throw Error(ErrorCode.DatasetUnreadable, "This is a folder; name a file in it.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw Error(ErrorCode.DatasetUnreadable, $"The file cannot be opened ({exception.GetType().Name}); let this user read it.", exception);
        }
    }

    /// <summary>Refuses bytes that are not UTF-8.</summary>
    /// <param name="bytes">Part of the file.</param>
    /// <param name="line">The line on which they begin.</param>
    /// <exception cref="DatasetException">They are not UTF-8.</exception>
    public void RequireUtf8(ReadOnlySpan<byte> bytes, int line)
    {
        if (Utf8.IsValid(bytes))
            return;
        while (bytes.IndexOf((byte)'\n') is var end and >= 0 && Utf8.IsValid(bytes[..end]))
        {
            bytes = bytes[(end + 1)..];
            line++;
        }

        throw NotUtf8(line);
    }

    /// <summary>The problem of bytes that are not UTF-8.</summary>
    public DatasetException NotUtf8(int line) =>
        Place.Error(ErrorCode.DatasetMalformed, "The text is not UTF-8; save the file in that encoding.", line);

    private FileStream RejectUtf16(FileStream stream)
    {
        if (!stream.CanSeek)
            return stream;
        Span<byte> mark = stackalloc byte[2];
        stream.ReadAtLeast(mark, 2, throwOnEndOfStream: false);
        stream.Position = 0;
        if (mark is not ([0xFF, 0xFE] or [0xFE, 0xFF]))
            return stream;
        stream.Dispose();
        throw NotUtf8(1);
    }

    private DatasetException Error(ErrorCode code, string message, Exception inner) =>
        new(new Problem(code, message) { File = Place.File }, inner);
}
