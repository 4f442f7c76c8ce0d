using System.Text;
using Assay.Errors;

namespace Assay.Cli.Reports;

/// <summary>Writes the files of reports.</summary>
internal static class ReportFile
{
    /// <summary>Writes a file as it is made: what stood there is replaced once all of it is written.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.ExportUnwritable"/>: the file cannot be written.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
                await write(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }

    /// <summary>Writes or lengthens a file with a text.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.ExportUnwritable"/>: the file cannot be written.</exception>
    public static async Task WriteAsync(string path, string text, bool appends, CancellationToken cancellationToken)
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        try
        {
            if (appends)
                await File.AppendAllTextAsync(path, text, encoding, cancellationToken);
            else
                await File.WriteAllTextAsync(path, text, encoding, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    /// <summary>The error of a file or folder that cannot be written.</summary>
    public static AssayException Unwritable(string path, Exception exception) =>
        new(new Problem(ErrorCode.ExportUnwritable, $"The file cannot be written: {exception.Message} Check the folder and its permissions.") { File = path }, exception);
}
