namespace Assay.Specs;

/// <summary>The stages of a run, each an overlay on the one before.</summary>
[Flags]
public enum RunStages
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Engines generate outputs.</summary>
    Generation = 1,

    /// <summary>Parses read values from outputs.</summary>
    Transform = 2,

    /// <summary>Metrics score outputs and parsed values.</summary>
    Evaluation = 4,

    /// <summary>All of them.</summary>
    All = Generation | Transform | Evaluation,
}
