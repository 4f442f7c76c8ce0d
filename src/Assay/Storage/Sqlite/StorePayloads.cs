using System.Text;
using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>Reads texts that are stored by their content.</summary>
internal static class StorePayloads
{
    /// <summary>The text of a payload, checked against its digest.</summary>
    public static string Read(SqliteStatement statement, int data, int codec, int hash, string file)
    {
        if (statement.Long(codec) != 0)
            throw StoreErrors.Damaged(file, FormattableString.Invariant($"a payload has the unknown codec {statement.Long(codec)}"));
        var bytes = statement.Blob(data);
        return Digest.Of(bytes) == Hash128.FromBytes(statement.Blob(hash))
            ? Encoding.UTF8.GetString(bytes)
            : throw StoreErrors.Damaged(file, "a payload does not match its digest");
    }
}
