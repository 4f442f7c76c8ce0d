using System.Globalization;

namespace Assay.Text;

/// <summary>Makes files that are whole or not there.</summary>
internal static class WholeFile
{
    private const int Buffer = 1 << 16;

    /// <summary>Writes a draft beside the file and moves it into place, over a file that is there; of a draft that is not finished nothing stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; the stream can be read back.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        var draft = string.Create(CultureInfo.InvariantCulture, $"{path}.{Guid.NewGuid():N}.part");
        try
        {
            T result;
            var stream = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous, BufferSize = Buffer });
            await using (stream.ConfigureAwait(false))
                result = await write(stream).ConfigureAwait(false);
            File.Move(draft, path, overwrite: true);
            return result;
        }
        finally
        {
            if (File.Exists(draft))
                File.Delete(draft);
        }
    }
}
