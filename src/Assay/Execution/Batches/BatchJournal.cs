using System.Text.Json;
using Assay.Errors;

namespace Assay.Execution.Batches;

/// <summary>
/// Remembers batches beside the store, each in a file of its own that is replaced as a whole and is on the disk before anything is sent, so
/// that whatever ends a process, the next one knows what is under way at the provider.
/// </summary>
/// <param name="directory">The folder; made when it is needed.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchJournal(string directory, TimeProvider time)
{
    private const string Ending = ".json";

    /// <summary>For how long providers keep the answers of batches; what is older is given up.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Reads the batches of a provider whose answers are not stored yet, the oldest first.</summary>
    /// <exception cref="AssayException">A file is damaged or cannot be read: <see cref="ErrorCode.StoreUnreadable"/>.</exception>
    public IReadOnlyList<BatchRecord> Read(string provider)
    {
        if (!Directory.Exists(directory))
            return [];
        var records = new List<BatchRecord>();
        foreach (var path in Directory.EnumerateFiles(directory, "*" + Ending))
        {
            if (TryRead(path) is not { } record || record.Provider != provider)
                continue;
            if (time.GetUtcNow() - record.Created > Kept)
                Remove(record.Name);
            else
                records.Add(record);
        }

        return [.. records.OrderBy(static record => record.Created).ThenBy(static record => record.Name, StringComparer.Ordinal)];
    }

    /// <summary>Whether a batch is remembered.</summary>
    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Where the lines of a batch that is not submitted lie.</summary>
    public string LinesOf(string name) => Path.Combine(directory, name + ".jsonl");

    /// <summary>An empty file for the lines of a batch.</summary>
    /// <exception cref="AssayException">It cannot be written: <see cref="ErrorCode.ExportUnwritable"/>.</exception>
    public FileStream CreateLines(string name) => Writing(name, () =>
    {
        Directory.CreateDirectory(directory);
        return new FileStream(LinesOf(name), FileMode.Create, FileAccess.Write, FileShare.None);
    });

    /// <summary>Remembers a batch; it is on the disk when this ends.</summary>
    /// <exception cref="AssayException">It cannot be written: <see cref="ErrorCode.ExportUnwritable"/>.</exception>
    public void Save(BatchRecord record) => Writing(record.Name, () =>
    {
        Directory.CreateDirectory(directory);
        var draft = PathOf(record.Name) + ".new";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, record, BatchJson.Default.BatchRecord);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, PathOf(record.Name), overwrite: true);
        return true;
    });

    /// <summary>Drops the lines of a batch that is submitted.</summary>
    public void RemoveLines(string name) => File.Delete(LinesOf(name));

    /// <summary>Forgets a batch whose answers are stored, or that was never submitted.</summary>
    public void Remove(string name)
    {
        File.Delete(PathOf(name));
        if (File.Exists(LinesOf(name)))
            RemoveLines(name);
    }

    private string PathOf(string name) => Path.Combine(directory, name + Ending);

    /// <summary>Reads a batch; null for one that another flow has just dropped.</summary>
    private static BatchRecord? TryRead(string path)
    {
        try
        {
            return BatchJson.Read(path, File.ReadAllBytes(path));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssayException(new Problem(ErrorCode.StoreUnreadable, $"The record of a batch cannot be read ({exception.Message.TrimEnd('.')}); let this user read it.") { File = path }, exception);
        }
    }

    private T Writing<T>(string name, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new AssayException(new Problem(ErrorCode.ExportUnwritable, $"The batch '{name}' cannot be remembered ({exception.Message.TrimEnd('.')}), so it is not submitted; give write permission, or free space on the disk.") { File = PathOf(name) }, exception);
        }
    }
}
