namespace Assay.Specs;

/// <summary>What a verdict of a gate does to the slice's test; a later one outweighs those before it.</summary>
public enum GateAction
{
    /// <summary>The test passes, and its output says what was found.</summary>
    Pass,

    /// <summary>The test is skipped as inconclusive, so that it is neither green nor red.</summary>
    Skip,

    /// <summary>The test fails.</summary>
    Fail,
}
