namespace Assay.Specs;

/// <summary>How large payloads are compressed.</summary>
public enum PayloadCompression
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Zstandard.</summary>
    Zstd,
}
