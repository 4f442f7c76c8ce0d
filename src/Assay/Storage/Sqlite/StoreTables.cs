using System.Text;
using Assay.Contracts;
using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>The writer's view of the tables that give integers to what repeats.</summary>
internal sealed class StoreTables(SqliteDatabase database, SqliteStoreOptions options, StorePayloadWriter payloads)
{
    /// <summary>Texts of more UTF-8 bytes than this are stored once, by their content.</summary>
    internal const int LargestInline = 512;

    private const string ItemKind = "item/1";

    private readonly Dictionary<string, long> codes = new(StringComparer.Ordinal);
    private readonly SqliteStatement selectDefinition = database.Prepare("SELECT id FROM definitions WHERE key = ?1 AND kind = ?2");
    private readonly SqliteStatement insertDefinition = database.Prepare("INSERT INTO definitions(key, kind, json) VALUES (?1, ?2, ?3) RETURNING id");
    private readonly SqliteStatement selectPlan = database.Prepare("SELECT id FROM plans WHERE key = ?1");
    private readonly SqliteStatement insertPlan = database.Prepare("INSERT INTO plans(key, benchmark, slice, candidates, spec) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");
    private readonly StoreKeys itemKeys = new(database, "item_keys", "item");
    private readonly SqliteStatement isBareItem = database.Prepare("SELECT text IS NULL AND payload IS NULL FROM items WHERE id = ?1");
    private readonly SqliteStatement insertItem = database.Prepare("INSERT INTO items(key, item_id, digest, text, payload) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");
    private readonly SqliteStatement fillItem = database.Prepare("UPDATE items SET text = ?2, payload = ?3 WHERE id = ?1");
    private readonly SqliteStatement selectCode = database.Prepare("SELECT id FROM codes WHERE code = ?1");
    private readonly SqliteStatement insertCode = database.Prepare("INSERT INTO codes(code) VALUES (?1) RETURNING id");

    public long InternDefinition(string kind, Hash128 key, string json) =>
        selectDefinition.Bind(1, key).Bind(2, kind).FirstLong() ?? insertDefinition.Bind(1, key).Bind(2, kind).Bind(3, json).RequiredLong();

    public long InternPlan(PlanRecord plan) => selectPlan.Bind(1, plan.Key).FirstLong() ?? insertPlan
        .Bind(1, plan.Key)
        .Bind(2, plan.Benchmark)
        .Bind(3, plan.Slice)
        .Bind(4, plan.Candidates)
        .Bind(5, plan.SpecJson)
        .RequiredLong();

    /// <summary>The row of a word that repeats: an error code, a finish reason, an extractor's id, a link's kind; null for null.</summary>
    public long? InternCode(string? code)
    {
        if (code is null)
            return null;
        if (!codes.TryGetValue(code, out var id))
        {
            id = selectCode.Bind(1, code).FirstLong() ?? insertCode.Bind(1, code).RequiredLong();
            codes.Add(code, id);
        }

        return id;
    }

    /// <summary>What an item's row is found by: its id and its content.</summary>
    public static Hash128 KeyOf(Item item) => KeyOf(item.Id, item.Digest);

    /// <summary>The same of an id and a content's digest.</summary>
    public static Hash128 KeyOf(string id, Hash128 content)
    {
        var digest = new Digest(ItemKind, stackalloc byte[256]);
        digest.Add(id);
        digest.Add(content);
        return digest.Finish();
    }

    /// <summary>The item's row, inserted when it is new.</summary>
    public long Intern(ItemEntry entry)
    {
        if (entry.RowId == 0)
            entry.RowId = FindOrInsert(entry.Item, entry.StorePayload && options.StoreItemPayloads);
        return entry.RowId;
    }

    /// <inheritdoc cref="StoreKeys.Settle"/>
    public void Settle() => itemKeys.Settle();

    /// <summary>Binds a text in place when it is small, else the row of its payload.</summary>
    public void BindText(SqliteStatement statement, int textParameter, int payloadParameter, string? text)
    {
        if (text is null || text.Length <= LargestInline / 3 || Encoding.UTF8.GetByteCount(text) <= LargestInline)
            statement.Bind(textParameter, text).BindNull(payloadParameter);
        else
            statement.BindNull(textParameter).Bind(payloadParameter, payloads.Intern(Encoding.UTF8.GetBytes(text)));
    }

    private long FindOrInsert(Item item, bool storePayload)
    {
        var key = KeyOf(item);
        if (itemKeys.Find(key) is { } known)
        {
            if (storePayload && isBareItem.Bind(1, known).FirstLong() is not 0)
                BindContent(fillItem.Bind(1, known), 2, 3, item.Json.Span).Run();
            return known;
        }

        insertItem.Bind(1, key).Bind(2, item.Id).Bind(3, item.Digest).BindNull(4).BindNull(5);
        var row = (storePayload ? BindContent(insertItem, 4, 5, item.Json.Span) : insertItem).RequiredLong();
        itemKeys.Add(key, row);
        return row;
    }

    private SqliteStatement BindContent(SqliteStatement statement, int textParameter, int payloadParameter, ReadOnlySpan<byte> utf8) =>
        utf8.Length <= LargestInline
            ? utf8.IsEmpty ? statement.Bind(textParameter, "").BindNull(payloadParameter) : statement.BindUtf8(textParameter, utf8).BindNull(payloadParameter)
            : statement.BindNull(textParameter).Bind(payloadParameter, payloads.Intern(utf8));
}
