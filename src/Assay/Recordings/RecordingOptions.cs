namespace Assay.Recordings;

/// <summary>Where answers of engines and judges are recorded, so that runs elsewhere need neither their keys nor their network.</summary>
public sealed record RecordingOptions
{
    /// <summary>The folder's name unless another is given.</summary>
    public const string DefaultDirectory = "recordings";

    /// <summary>The folder, absolute or relative to the project's; <see cref="DefaultDirectory"/> by default. Every <c>*.jsonl.zst</c> in it is read; it need not exist.</summary>
    public string Directory { get; init; } = DefaultDirectory;

    /// <summary>Whether what a run has is written there when it ends, one file for each experiment; false by default.</summary>
    public bool Records { get; init; }
}
