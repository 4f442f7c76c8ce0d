using Assay.Runtime;

namespace Assay.Execution;

/// <summary>What belongs to one run and never to identity.</summary>
public sealed record RunOptions
{
    /// <summary>Whether engines that cost money may be called; true by default. Without, their missing generations are counted and left.</summary>
    public bool MaySpend { get; init; } = true;

    /// <summary>Secrets, settings, labels and handlers of tools; none by default.</summary>
    public RuntimeContext Context { get; init; } = RuntimeContext.Empty;

    /// <summary>Who is told of progress; nobody by default.</summary>
    public ProgressConfig? Progress { get; init; }
}
