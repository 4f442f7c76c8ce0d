using Assay.Errors;
using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>A connection that reads, with its prepared statements. Used by one caller at a time.</summary>
internal sealed class StoreReader(SqliteDatabase database)
{
    private readonly Dictionary<long, ErrorCode> codes = [];
    private readonly SqliteStatement begin = database.Prepare("BEGIN");
    private readonly SqliteStatement commit = database.Prepare("COMMIT");
    private readonly SqliteStatement findGeneration = database.Prepare("""
        SELECT g.gen, g.state, g.code FROM generation_keys k JOIN generations g ON g.gen = k.gen WHERE k.key = ?1
        """);

    private readonly SqliteStatement readOutput = database.Prepare("""
        SELECT e.text, e.tokens_in, e.tokens_out, f.code, p.data, p.codec, p.hash
        FROM generations g JOIN events e ON e.seq = g.event LEFT JOIN codes f ON f.id = e.finish LEFT JOIN payloads p ON p.id = e.payload
        WHERE g.gen = ?1 AND g.state = 1
        """);

    private readonly SqliteStatement readCode = database.Prepare("SELECT code FROM codes WHERE id = ?1");

    public SqliteDatabase Database => database;

    /// <summary>Looks keys up within one snapshot of the store.</summary>
    public void Find(ReadOnlySpan<Hash128> keys, Span<StoredGeneration> found, CancellationToken cancellationToken)
    {
        begin.Run();
        try
        {
            for (var i = 0; i < keys.Length; i++)
            {
                if ((i & 1023) == 0)
                    cancellationToken.ThrowIfCancellationRequested();
                found[i] = Find(keys[i]);
            }
        }
        finally
        {
            findGeneration.Reset();
            commit.Run();
        }
    }

    /// <summary>Reads a completed generation's output.</summary>
    public Output ReadOutput(long generation)
    {
        try
        {
            if (!readOutput.Bind(1, generation).Step())
                throw StoreErrors.Make(ErrorCode.GenerationMissing, database.File, FormattableString.Invariant($"The store holds no output for generation {generation}. Run the benchmark again to make it."));
            return new Output(readOutput.IsNull(4) ? readOutput.Text(0) : StorePayloads.Read(readOutput, 4, 5, 6, database.File))
            {
                InputTokens = readOutput.IsNull(1) ? null : (int)readOutput.Long(1),
                OutputTokens = readOutput.IsNull(2) ? null : (int)readOutput.Long(2),
                FinishReason = readOutput.IsNull(3) ? null : readOutput.Text(3),
            };
        }
        finally
        {
            readOutput.Reset();
        }
    }

    /// <summary>A column that names an error code.</summary>
    public ErrorCode? CodeOf(SqliteStatement statement, int column)
    {
        if (statement.IsNull(column))
            return null;
        var id = statement.Long(column);
        if (codes.TryGetValue(id, out var code))
            return code;
        if (!readCode.Bind(1, id).Step())
            throw StoreErrors.Damaged(database.File, FormattableString.Invariant($"error code {id} is not in it"));
        code = new ErrorCode(readCode.Text(0));
        readCode.Reset();
        codes.Add(id, code);
        return code;
    }

    public void Close() => database.Dispose();

    private StoredGeneration Find(Hash128 key)
    {
        if (!findGeneration.Bind(1, key).Step())
            return default;
        var found = new StoredGeneration(findGeneration.Long(0), (GenerationStatus)findGeneration.Long(1), CodeOf(findGeneration, 2));
        findGeneration.Reset();
        return found;
    }
}
