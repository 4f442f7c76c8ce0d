namespace Assay.Datasets;

/// <summary>What a step through an array found.</summary>
internal enum JsonArrayStep
{
    /// <summary>A record.</summary>
    Record,

    /// <summary>That it needs more bytes.</summary>
    NeedsMore,

    /// <summary>The end of the file.</summary>
    Ended,
}
