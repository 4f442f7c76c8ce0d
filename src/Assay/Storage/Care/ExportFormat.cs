namespace Assay.Storage.Care;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object a line, without members that are null.</summary>
    Jsonl,

    /// <summary>Apache Parquet, compressed with Zstandard, in row groups of 50,000 rows.</summary>
    Parquet,
}
