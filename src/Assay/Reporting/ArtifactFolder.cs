using System.Security.Cryptography;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Reporting;

/// <summary>Files that are drafted beside their places and put there together.</summary>
internal sealed class ArtifactFolder : IDisposable
{
    private readonly string directory;
    private readonly string mark = Guid.NewGuid().ToString("N")[..12];
    private readonly SortedDictionary<string, ArtifactFile> files = new(StringComparer.Ordinal);

    private ArtifactFolder(string directory) => this.directory = directory;

    /// <summary>The files drafted so far, in ordinal order of their names.</summary>
    public ValueList<ArtifactFile> Files => ValueList.From(files.Values);

    /// <summary>Opens a folder, and makes it when it is absent.</summary>
    /// <exception cref="AssayException">It cannot be made (<see cref="ErrorCode.ExportUnwritable"/>).</exception>
    public static ArtifactFolder Open(string directory)
    {
        try
        {
            return new ArtifactFolder(Directory.CreateDirectory(directory).FullName);
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            throw Unwritable(directory, exception);
        }
    }

    /// <summary>Drafts a file.</summary>
    /// <exception cref="AssayException">It cannot be written (<see cref="ErrorCode.ExportUnwritable"/>).</exception>
    public async Task WriteAsync(string name, Func<Stream, Task> write)
    {
        try
        {
            var path = DraftOf(name);
            await using (var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous }))
            {
                files.Add(name, new ArtifactFile(name, 0, ""));
                await write(stream);
            }

            await using var written = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
            files[name] = new ArtifactFile(name, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written)));
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            throw Unwritable(Path.Combine(directory, name), exception);
        }
    }

    /// <summary>Puts every file in place, one that closes the set last; that one's older version goes first.</summary>
    /// <exception cref="AssayException">A file cannot be put in place (<see cref="ErrorCode.ExportUnwritable"/>).</exception>
    public void Publish(string closing)
    {
        var path = Path.Combine(directory, closing);
        try
        {
            File.Delete(path);
            foreach (var name in files.Keys.Where(name => name != closing).Append(closing).ToList())
            {
                path = Path.Combine(directory, name);
                File.Move(DraftOf(name), path, overwrite: true);
                files.Remove(name);
            }
        }
        catch (Exception exception) when (IsOfDisk(exception))
        {
            throw Unwritable(path, exception);
        }
    }

    /// <summary>Removes the drafts that were not put in place.</summary>
    public void Dispose()
    {
        foreach (var name in files.Keys)
            File.Delete(DraftOf(name));
    }

    private string DraftOf(string name) => Path.Combine(directory, $".{name}.{mark}.part");

    private static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;

    private static AssayException Unwritable(string path, Exception exception) =>
        new(new Problem(ErrorCode.ExportUnwritable, $"The file or folder cannot be written: {exception.Message} Check the folder and its permissions.") { File = path }, exception);
}
