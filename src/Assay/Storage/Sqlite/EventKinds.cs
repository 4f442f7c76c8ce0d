namespace Assay.Storage.Sqlite;

/// <summary>Which projections a range of events concerns.</summary>
[Flags]
internal enum EventKinds
{
    None = 0,
    Runs = 1,
    Generations = 2,
    Transforms = 4,
    Evaluations = 8,
    Details = 16,
    All = Runs | Generations | Transforms | Evaluations | Details,
}
