namespace Assay.Storage.Sqlite;

/// <summary>What an event says. The numbers are in stored files: add, never renumber.</summary>
internal enum EventKind
{
    RunBegan = 1,
    RunPlanned = 2,
    RunEnded = 3,
    Generated = 4,
    Parsed = 5,
    Scored = 6,
}
