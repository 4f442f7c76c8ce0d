using Assay.Errors;
using Assay.Identity;

namespace Assay.Postgres;

/// <summary>Payloads that are too large for a row: one file each, named by the digest.</summary>
internal sealed class PgBlobFiles(string root)
{
    /// <summary>Payloads of more stored bytes than this are files.</summary>
    public const int LargestRow = 256 * 1024;

    public string Root => root;

    public void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PgErrors.Make(ErrorCode.StoreReadOnly, root, $"The folder of large payloads cannot be made: {exception.Message} Choose another one in storage.blob_root, or give write permission.", exception);
        }
    }

    public string PathOf(Hash128 hash)
    {
        var name = hash.ToString();
        return Path.Combine(root, name[..2], name);
    }

    /// <summary>Keeps bytes; equal ones that are there already stay.</summary>
    public async Task PutAsync(Hash128 hash, Stream content, CancellationToken cancellationToken)
    {
        var path = PathOf(hash);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
            {
                await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
                await file.FlushAsync(cancellationToken).ConfigureAwait(false);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    public FileStream Open(Hash128 hash)
    {
        try
        {
            return new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PgErrors.Damaged(PathOf(hash), $"a large payload cannot be read ({exception.Message})");
        }
    }

    public void Delete(Hash128 hash) => File.Delete(PathOf(hash));
}
