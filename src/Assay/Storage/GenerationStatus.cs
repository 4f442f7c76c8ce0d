namespace Assay.Storage;

/// <summary>How a generation ended.</summary>
public enum GenerationStatus
{
    /// <summary>No such generation is stored.</summary>
    Missing = 0,

    /// <summary>It has an output.</summary>
    Completed = 1,

    /// <summary>It failed and is run again on resume.</summary>
    Failed = 2,
}
