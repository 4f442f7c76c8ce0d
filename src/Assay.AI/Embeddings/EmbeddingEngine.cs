using System.Collections.Concurrent;
using System.Globalization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI;

/// <summary>
/// An engine that embeds the prompt's text through any <see cref="IEmbeddingGenerator"/>: its output is the vector, see <see cref="EmbeddingJudge.Write"/>.
/// Texts that are asked for at once go out together.
/// </summary>
public sealed class EmbeddingEngine : IEngine, IDisposable
{
    private readonly ConcurrentDictionary<(string Model, int? Dimensions), Embeddings.EmbeddingQueue> queues = new();
    private readonly Func<ModelSpec, IEmbeddingGenerator<string, Embedding<float>>> generators;
    private readonly EmbeddingOptions options;
    private readonly SecretRedactor redactor;
    private readonly Limits.ProviderGate gate;
    private readonly Limits.LimitedCalls limited;

    /// <summary>Makes an engine of a generator, which stays the caller's to dispose.</summary>
    /// <param name="id">The id that a model's provider names.</param>
    /// <param name="generator">Asked for every model, whose wire name is in <see cref="EmbeddingGenerationOptions.ModelId"/>; called concurrently. Its own retries would be counted as one attempt: turn them off.</param>
    /// <param name="options">How it asks; the defaults when null.</param>
    /// <exception cref="AssayException">An option is out of range: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public EmbeddingEngine(string id, IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingOptions? options = null)
        : this(id, _ => generator, options ?? new EmbeddingOptions(), null)
    {
        ArgumentNullException.ThrowIfNull(generator);
    }

    internal EmbeddingEngine(string id, Func<ModelSpec, IEmbeddingGenerator<string, Embedding<float>>> generators, EmbeddingOptions options, Faults.TracingHandler? handler)
    {
        if (options.BatchSize < 1 || options.MaxConcurrency < 1 || options.RequestsPerMinute < 1 || options.TokensPerMinute < 1 || options.Timeout <= TimeSpan.Zero)
            throw new AssayException(ErrorCode.OptionInvalid, $"{nameof(options.BatchSize)}, {nameof(options.MaxConcurrency)}, the limits and {nameof(options.Timeout)} must be above 0; correct them.");
        Id = id;
        this.generators = generators;
        this.options = options;
        redactor = new SecretRedactor(options.Secrets);
        gate = new Limits.ProviderGate(options.MaxConcurrency, options.RequestsPerMinute, options.TokensPerMinute);
        limited = new Limits.LimitedCalls(gate, new Faults.FaultReader(id, options.Time), options.Timeout, options.Time, handler);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Version => $"embedding/1:{options.Version}";

    /// <summary>The rendered prompt.</summary>
    public EngineInput Input => EngineInput.Prompt;

    /// <inheritdoc/>
    public bool IsPaid => options.IsPaid;

    /// <summary>Always: the generator asks somebody else.</summary>
    public bool IsRemote => true;

    /// <summary>Embeddings alone.</summary>
    public EngineCapabilities Capabilities { get; } = new() { ResponseFormats = [EngineCapabilities.Embedding] };

    /// <inheritdoc/>
    public Uri? EndpointOf(ModelSpec model) => options.Endpoint;

    /// <summary>Embeds the prompt's text.</summary>
    /// <inheritdoc/>
    public async ValueTask<Output> GenerateAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var dimensions = DimensionsOf(request);
        var queue = queues.GetOrAdd((request.Model.WireName, dimensions), _ => new Embeddings.EmbeddingQueue(
            new Embeddings.EmbeddingSender(Id, generators(request.Model), new EmbeddingGenerationOptions { ModelId = request.Model.WireName, Dimensions = dimensions }, limited, redactor),
            options.BatchSize,
            options.MaxConcurrency));
        return await queue.AskAsync(request.Prompt.Text, cancellationToken);
    }

    /// <summary>Ends the limits; calls that are under way are not waited for.</summary>
    public void Dispose() => gate.Dispose();

    private static int? DimensionsOf(EngineRequest request)
    {
        if (!request.Params.Extras.TryGetValue("dimensions", out var given) && !request.Model.Extras.TryGetValue("dimensions", out given))
            return null;
        return given.Element.ValueKind == System.Text.Json.JsonValueKind.Number && given.Element.TryGetInt32(out var dimensions) && dimensions > 0
            ? dimensions
            : throw new EngineException(ErrorCode.BadRequest, string.Create(CultureInfo.InvariantCulture, $"The extra 'dimensions' is {given}, and must be a whole number above 0; correct it."));
    }
}
