namespace Assay.Contracts;

/// <summary>What a hook around inference sees and may change.</summary>
/// <param name="request">What the engine is about to be asked.</param>
public sealed class InferenceHookContext(EngineRequest request)
{
    /// <summary>What the engine is asked. Set before inference to ask something else.</summary>
    public EngineRequest Request { get; set; } = request;

    /// <summary>What the engine answered; null before inference. Set after inference to record something else.</summary>
    public Output? Output { get; set; }
}
