namespace Assay.Storage.Manifests;

/// <summary>A stage of a run.</summary>
public enum WorkStage
{
    /// <summary>One piece of work per candidate.</summary>
    Generation = 0,

    /// <summary>One piece of work per candidate and parse.</summary>
    Transform = 1,

    /// <summary>One piece of work per candidate and score.</summary>
    Evaluation = 2,
}
