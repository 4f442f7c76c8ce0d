namespace Assay.Execution;

/// <summary>What belongs to one run and never to identity.</summary>
public sealed record RunOptions
{
    /// <summary>Whether engines that cost money may be called; false by default.</summary>
    public bool MaySpend { get; init; }

    /// <summary>Told of progress a few times a second, from any thread; null for nobody.</summary>
    public IProgress<RunProgress>? Progress { get; init; }
}
