namespace Assay.Specs;

/// <summary>Where a slice's items come from.</summary>
public enum DatasetKind
{
    /// <summary>Code: a sequence in the benchmark class or a provider.</summary>
    Memory,

    /// <summary>A file with one JSON object a line.</summary>
    Jsonl,

    /// <summary>A file with one JSON array of objects.</summary>
    Json,

    /// <summary>A file of comma-separated values with a header line.</summary>
    Csv,
}
