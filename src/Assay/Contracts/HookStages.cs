namespace Assay.Contracts;

/// <summary>The stages that a hook stands around. Only these take its version into their identity.</summary>
[Flags]
public enum HookStages
{
    /// <summary>None: the hook never runs.</summary>
    None = 0,

    /// <summary>Before and after the engine is asked.</summary>
    Inference = 1,

    /// <summary>Before and after a parse.</summary>
    Extraction = 2,

    /// <summary>Before and after a metric.</summary>
    Evaluation = 4,

    /// <summary>All of them.</summary>
    All = Inference | Extraction | Evaluation,
}
