using Assay.Errors;
using Assay.Storage;

namespace Assay.Execution.Batches;

/// <summary>
/// Remembers batches, each before anything of it is sent, so that whatever ends a process, the next one knows what is under way at the
/// provider. The records lie in the store, or beside one that keeps none; the lines of a batch that is not uploaded lie on this machine:
/// where they are gone, nothing of the batch was paid for.
/// </summary>
/// <param name="open">Opens the records.</param>
/// <param name="directory">The folder of lines; made when it is needed.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchJournal(Func<CancellationToken, ValueTask<IBatchRecords>> open, string directory, TimeProvider time)
{
    private const string Ending = ".jsonl";

    /// <summary>For how long providers keep the answers of batches; what is older is given up.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Reads the batches of a provider whose answers are not stored yet, the oldest first.</summary>
    /// <exception cref="AssayException">A record is damaged or cannot be read: <see cref="ErrorCode.StoreUnreadable"/>.</exception>
    public async ValueTask<IReadOnlyList<BatchRecord>> ReadAsync(string provider, CancellationToken cancellationToken)
    {
        var records = new List<BatchRecord>();
        foreach (var stored in await (await open(cancellationToken)).ReadAsync(cancellationToken))
        {
            if (BatchJson.Read(stored) is not { } record || record.Provider != provider)
                continue;
            if (time.GetUtcNow() - record.Created > Kept)
                await RemoveAsync(record.Name, cancellationToken);
            else
                records.Add(record);
        }

        RemoveLeftOvers();
        return [.. records.OrderBy(static record => record.Created).ThenBy(static record => record.Name, StringComparer.Ordinal)];
    }

    /// <summary>The batch as it was last remembered; null where it is not.</summary>
    public async ValueTask<BatchRecord?> FindAsync(string provider, string name, CancellationToken cancellationToken) =>
        (await ReadAsync(provider, cancellationToken)).FirstOrDefault(record => record.Name == name);

    /// <summary>Where the lines of a batch that is not submitted lie.</summary>
    public string LinesOf(string name) => Path.Combine(directory, name + Ending);

    /// <summary>An empty file for the lines of a batch.</summary>
    /// <exception cref="AssayException">It cannot be written: <see cref="ErrorCode.ExportUnwritable"/>.</exception>
    public FileStream CreateLines(string name)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return new FileStream(LinesOf(name), FileMode.Create, FileAccess.Write, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileBatchRecords.Unwritable(name, LinesOf(name), exception);
        }
    }

    /// <summary>Remembers a new batch.</summary>
    /// <exception cref="AssayException">It cannot be written.</exception>
    public async ValueTask AddAsync(BatchRecord record, CancellationToken cancellationToken) =>
        await (await open(cancellationToken)).AddAsync(record.Name, BatchJson.Write(record), cancellationToken);

    /// <summary>Remembers what has become of a batch.</summary>
    /// <exception cref="StoreException">Another process has taken it up meanwhile and dropped it: <see cref="ErrorCode.StoreBusy"/>.</exception>
    /// <exception cref="AssayException">It cannot be written.</exception>
    public async ValueTask SaveAsync(BatchRecord record, CancellationToken cancellationToken)
    {
        if (!await (await open(cancellationToken)).ReplaceAsync(record.Name, BatchJson.Write(record), cancellationToken))
            throw new StoreException(new Problem(ErrorCode.StoreBusy, $"Another process has taken up the batch '{record.Name}' while this one had lost the store; run again when that process has ended."));
    }

    /// <summary>Drops the lines of a batch that is submitted.</summary>
    public void RemoveLines(string name)
    {
        if (Directory.Exists(directory))
            File.Delete(LinesOf(name));
    }

    /// <summary>Forgets a batch whose answers are stored, or that was never submitted.</summary>
    public async ValueTask RemoveAsync(string name, CancellationToken cancellationToken)
    {
        await (await open(cancellationToken)).RemoveAsync(name, cancellationToken);
        RemoveLines(name);
    }

    /// <summary>Drops lines of batches that another machine has taken up.</summary>
    private void RemoveLeftOvers()
    {
        if (!Directory.Exists(directory))
            return;
        foreach (var path in Directory.EnumerateFiles(directory, "*" + Ending).Where(path => time.GetUtcNow() - File.GetLastWriteTimeUtc(path) > Kept))
            File.Delete(path);
    }
}
