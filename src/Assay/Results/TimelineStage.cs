namespace Assay.Results;

/// <summary>The stage that a step of a timeline belongs to.</summary>
public enum TimelineStage
{
    /// <summary>The output is made: attempts, conversation, what the provider told, links.</summary>
    Generation,

    /// <summary>A parse reads the output: its extractors.</summary>
    Transform,

    /// <summary>A metric scores it: its judge's calls.</summary>
    Evaluation,
}
