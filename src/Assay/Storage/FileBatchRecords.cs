using System.Text;
using Assay.Errors;

namespace Assay.Storage;

/// <summary>Remembers batches in a folder, each in a file of its own that is replaced as a whole and synced to the disk.</summary>
/// <param name="directory">The folder; made when it is needed.</param>
internal sealed class FileBatchRecords(string directory) : IBatchRecords
{
    private const string Ending = ".json";

    public async ValueTask<IReadOnlyList<StoredBatch>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
            return [];
        var records = new List<StoredBatch>();
        foreach (var path in Directory.EnumerateFiles(directory, "*" + Ending))
        {
            try
            {
                records.Add(new StoredBatch(Path.GetFileNameWithoutExtension(path), await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false), path));
            }
            catch (FileNotFoundException)
            {
                // Another flow has just dropped it.
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new AssayException(new Problem(ErrorCode.StoreUnreadable, $"The record of a batch cannot be read ({exception.Message.TrimEnd('.')}); let this user read it.") { File = path }, exception);
            }
        }

        return records;
    }

    public ValueTask AddAsync(string name, string json, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(name, json);
        return ValueTask.CompletedTask;
    }

    public async ValueTask<bool> ReplaceAsync(string name, string json, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(name)))
            return false;
        await AddAsync(name, json, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
    {
        if (Directory.Exists(directory))
            File.Delete(PathOf(name));
        return ValueTask.CompletedTask;
    }

    /// <summary>Says that a batch, or what belongs to it, cannot be written.</summary>
    public static AssayException Unwritable(string name, string path, Exception exception) =>
        new(new Problem(ErrorCode.ExportUnwritable, $"The batch '{name}' cannot be remembered ({exception.Message.TrimEnd('.')}), so it is not submitted; give write permission, or free space on the disk.") { File = path }, exception);

    private void Write(string name, string json)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var draft = PathOf(name) + ".new";
            using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(Encoding.UTF8.GetBytes(json));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, PathOf(name), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(name, PathOf(name), exception);
        }
    }

    private string PathOf(string name) => Path.Combine(directory, name + Ending);
}
