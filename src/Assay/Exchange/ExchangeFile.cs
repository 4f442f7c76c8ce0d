using Assay.Errors;
using Assay.Text;

namespace Assay.Exchange;

/// <summary>Opens and makes the files that are handed on.</summary>
internal static class ExchangeFile
{
    private const int Buffer = 64 * 1024;

    /// <summary>Opens a file of results.</summary>
    /// <exception cref="ExchangeException">It does not exist or cannot be opened.</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 });
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, "The file does not exist; correct the path.", exception);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw Unreadable(path, Directory.Exists(path) ? "This is a folder; name a file in it." : $"The file cannot be opened ({exception.GetType().Name}); let this user read it.", exception);
        }
    }

    /// <summary>A stream that can be read twice: the given one, or a copy of it on disk that is deleted when it is closed.</summary>
    public static async ValueTask<Stream> SpoolAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (stream.CanSeek)
            return stream;
        var copy = OpenTemporary();
        await stream.CopyToAsync(copy, cancellationToken);
        copy.Position = 0;
        return copy;
    }

    /// <summary>An empty file of our own that is deleted when it is closed.</summary>
    public static FileStream OpenTemporary() => new(
        Path.Combine(Path.GetTempPath(), $"assay-{Guid.NewGuid():N}.jsonl"),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
            BufferSize = Buffer,
        });

    /// <summary>Makes a file whole or not at all: it is written under another name beside it and moved into place.</summary>
    /// <exception cref="ExchangeException">It cannot be written.</exception>
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        try
        {
            return await WholeFile.WriteAsync(path, write);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new ExchangeException(new Problem(ErrorCode.ExportUnwritable, $"The file cannot be written: {exception.Message} Check the folder and its permissions.") { File = path }, exception);
        }
    }

    /// <summary>The problem of a file that cannot be read.</summary>
    public static ExchangeException Unreadable(string file, string message, Exception? inner = null) =>
        new(new Problem(ErrorCode.ImportUnreadable, message) { File = file }, inner);
}
