using Assay.Specs;

namespace Assay.Contracts;

/// <summary>An engine that is a function.</summary>
/// <param name="id">The id that a model's provider names.</param>
/// <param name="version">The version or code digest.</param>
/// <param name="input">What the function reads.</param>
/// <param name="isPaid">Whether a call costs money.</param>
/// <param name="generate">The function; called concurrently.</param>
public sealed class FunctionEngine(
    string id,
    string version,
    EngineInput input,
    bool isPaid,
    Func<EngineRequest, CancellationToken, ValueTask<Output>> generate) : IEngine
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <inheritdoc/>
    public EngineInput Input { get; } = input;

    /// <inheritdoc/>
    public bool IsPaid { get; } = isPaid;

    /// <summary>What the function can do; <see cref="EngineCapabilities.Unknown"/> by default, which refuses nothing.</summary>
    public EngineCapabilities Capabilities { get; init; } = EngineCapabilities.Unknown;

    /// <summary>Counts the tokens of a prompt for a model; null, the default, when that cannot be told.</summary>
    public Func<ModelSpec, Prompt, int?>? TokenCounter { get; init; }

    /// <summary>Where the function asks; null, the default, for nowhere.</summary>
    public Uri? Endpoint { get; init; }

    /// <inheritdoc/>
    public Uri? EndpointOf(ModelSpec model) => Endpoint;

    /// <inheritdoc/>
    public int? CountPromptTokens(ModelSpec model, Prompt prompt) => TokenCounter?.Invoke(model, prompt);

    /// <inheritdoc/>
    public ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken) => generate(request, cancellationToken);
}
