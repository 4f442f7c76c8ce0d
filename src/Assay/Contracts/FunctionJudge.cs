namespace Assay.Contracts;

/// <summary>A judge that is a function.</summary>
/// <param name="id">The id that a metric's settings name.</param>
/// <param name="version">The version or code digest.</param>
/// <param name="function">What grades; called concurrently.</param>
public sealed class FunctionJudge(string id, string version, Func<JudgeRequest, CancellationToken, ValueTask<JudgeVerdict>> function) : IJudge
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <summary>Whether a call costs money; false by default.</summary>
    public bool IsPaid { get; init; }

    /// <inheritdoc/>
    public ValueTask<JudgeVerdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken) => function(request, cancellationToken);
}
