using System.Text;
using Assay.Contracts;
using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>The writer's view of the tables that give integers to what repeats.</summary>
internal sealed class StoreTables(SqliteDatabase database, SqliteStoreOptions options)
{
    /// <summary>Texts of more UTF-8 bytes than this are stored once, by their content.</summary>
    internal const int LargestInline = 512;

    private const string ItemKind = "item/1";

    private readonly Dictionary<string, long> codes = new(StringComparer.Ordinal);
    private readonly SqliteStatement selectDefinition = database.Prepare("SELECT id FROM definitions WHERE key = ?1 AND kind = ?2");
    private readonly SqliteStatement insertDefinition = database.Prepare("INSERT INTO definitions(key, kind, json) VALUES (?1, ?2, ?3) RETURNING id");
    private readonly SqliteStatement selectPlan = database.Prepare("SELECT id FROM plans WHERE key = ?1");
    private readonly SqliteStatement insertPlan = database.Prepare("INSERT INTO plans(key, benchmark, slice, candidates, spec) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");
    private readonly SqliteStatement selectItem = database.Prepare("SELECT id, text IS NULL AND payload IS NULL FROM items WHERE key = ?1");
    private readonly SqliteStatement insertItem = database.Prepare("INSERT INTO items(key, item_id, digest, text, payload) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");
    private readonly SqliteStatement fillItem = database.Prepare("UPDATE items SET text = ?2, payload = ?3 WHERE id = ?1");
    private readonly SqliteStatement selectCode = database.Prepare("SELECT id FROM codes WHERE code = ?1");
    private readonly SqliteStatement insertCode = database.Prepare("INSERT INTO codes(code) VALUES (?1) RETURNING id");
    private readonly SqliteStatement selectPayload = database.Prepare("SELECT id FROM payloads WHERE hash = ?1");
    private readonly SqliteStatement insertPayload = database.Prepare("INSERT INTO payloads(hash, codec, size, data) VALUES (?1, 0, ?2, ?3) RETURNING id");

    public long InternDefinition(string kind, Hash128 key, string json) =>
        Only(selectDefinition.Bind(1, key).Bind(2, kind)) ?? Inserted(insertDefinition.Bind(1, key).Bind(2, kind).Bind(3, json));

    public long InternPlan(PlanRecord plan) => Only(selectPlan.Bind(1, plan.Key)) ?? Inserted(insertPlan
        .Bind(1, plan.Key)
        .Bind(2, plan.Benchmark)
        .Bind(3, plan.Slice)
        .Bind(4, plan.Candidates)
        .Bind(5, plan.SpecJson));

    /// <summary>The row of an error code or a finish reason; null for null.</summary>
    public long? InternCode(string? code)
    {
        if (code is null)
            return null;
        if (!codes.TryGetValue(code, out var id))
        {
            id = Only(selectCode.Bind(1, code)) ?? Inserted(insertCode.Bind(1, code));
            codes.Add(code, id);
        }

        return id;
    }

    /// <summary>The item's row, inserted when it is new.</summary>
    public long Intern(ItemEntry entry)
    {
        if (entry.RowId == 0)
            entry.RowId = FindOrInsert(entry.Item, entry.StorePayload && options.StoreItemPayloads);
        return entry.RowId;
    }

    /// <summary>Binds a text in place when it is small, else the row of its payload.</summary>
    public void BindText(SqliteStatement statement, int textParameter, int payloadParameter, string? text)
    {
        if (text is null || text.Length <= LargestInline / 3 || Encoding.UTF8.GetByteCount(text) <= LargestInline)
            statement.Bind(textParameter, text).BindNull(payloadParameter);
        else
            statement.BindNull(textParameter).Bind(payloadParameter, InternPayload(Encoding.UTF8.GetBytes(text)));
    }

    private long FindOrInsert(Item item, bool storePayload)
    {
        var digest = new Digest(ItemKind, stackalloc byte[256]);
        digest.Add(item.Id);
        digest.Add(item.Digest);
        var key = digest.Finish();
        if (selectItem.Bind(1, key).Step())
        {
            var row = selectItem.Long(0);
            var isBare = selectItem.Long(1) != 0;
            selectItem.Reset();
            if (isBare && storePayload)
                BindContent(fillItem.Bind(1, row), 2, 3, item.Json.Span).Run();
            return row;
        }

        insertItem.Bind(1, key).Bind(2, item.Id).Bind(3, item.Digest).BindNull(4).BindNull(5);
        return Inserted(storePayload ? BindContent(insertItem, 4, 5, item.Json.Span) : insertItem);
    }

    private SqliteStatement BindContent(SqliteStatement statement, int textParameter, int payloadParameter, ReadOnlySpan<byte> utf8) =>
        utf8.Length <= LargestInline
            ? utf8.IsEmpty ? statement.Bind(textParameter, "").BindNull(payloadParameter) : statement.BindUtf8(textParameter, utf8).BindNull(payloadParameter)
            : statement.BindNull(textParameter).Bind(payloadParameter, InternPayload(utf8));

    private long InternPayload(ReadOnlySpan<byte> bytes)
    {
        var hash = Digest.Of(bytes);
        return Only(selectPayload.Bind(1, hash)) ?? Inserted(insertPayload.Bind(1, hash).Bind(2, bytes.Length).Bind(3, bytes));
    }

    private static long? Only(SqliteStatement statement)
    {
        if (!statement.Step())
            return null;
        var id = statement.Long(0);
        statement.Reset();
        return id;
    }

    private static long Inserted(SqliteStatement statement)
    {
        statement.Step();
        var id = statement.Long(0);
        statement.Reset();
        return id;
    }
}
