namespace Assay.Exchange;

/// <summary>How outputs that were made elsewhere are written down.</summary>
public enum CandidateFormat
{
    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>Comma-separated values whose first line names the columns.</summary>
    Csv,
}
