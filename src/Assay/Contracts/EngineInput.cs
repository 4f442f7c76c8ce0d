namespace Assay.Contracts;

/// <summary>What an engine reads; only that takes part in a generation's identity.</summary>
[Flags]
public enum EngineInput
{
    /// <summary>Neither: the model and params alone.</summary>
    None = 0,

    /// <summary>The rendered prompt.</summary>
    Prompt = 1,

    /// <summary>The item itself.</summary>
    Item = 2,
}
