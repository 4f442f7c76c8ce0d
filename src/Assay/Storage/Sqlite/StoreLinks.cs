namespace Assay.Storage.Sqlite;

/// <summary>The writer's view of the links that are stored.</summary>
internal sealed class StoreLinks(SqliteDatabase database)
{
    private readonly SqliteStatement existsRun = database.Prepare("SELECT 1 FROM runs WHERE run = ?1");
    private readonly SqliteStatement existsGeneration = database.Prepare("SELECT 1 FROM generations WHERE gen = ?1");
    private readonly SqliteStatement ofRun = database.Prepare(LinkReader.OfRun);
    private readonly SqliteStatement ofGeneration = database.Prepare(LinkReader.OfGeneration);

    /// <summary>Whether there is something to link.</summary>
    public bool Exists(long run, long? generation) =>
        existsRun.Bind(1, run).FirstLong() is not null && (generation is null || existsGeneration.Bind(1, generation).FirstLong() is not null);

    /// <summary>Whether a link is there already.</summary>
    public bool Contains(long run, long? generation, LinkRecord link)
    {
        var statement = generation is { } row ? ofGeneration.Bind(1, row) : ofRun.Bind(1, run);
        using var payloads = new StorePayloads(database.File);
        return LinkReader.Read(statement, payloads).Exists(known => known.Kind == link.Kind && known.Url.OriginalString == link.Url.OriginalString);
    }
}
