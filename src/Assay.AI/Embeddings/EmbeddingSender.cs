using System.Globalization;
using Assay.AI.Limits;
using Assay.Errors;
using Assay.Runtime;
using Microsoft.Extensions.AI;

namespace Assay.AI.Embeddings;

/// <summary>Embeds several texts in one call, within the provider's limits, and says with a stable code what went wrong.</summary>
/// <param name="engine">The engine's id.</param>
/// <param name="generator">Asks.</param>
/// <param name="asked">The model and the length of its vectors.</param>
/// <param name="limited">Calls within the provider's limits.</param>
/// <param name="redactor">Takes secrets out of what went wrong.</param>
internal sealed class EmbeddingSender(string engine, IEmbeddingGenerator<string, Embedding<float>> generator, EmbeddingGenerationOptions asked, LimitedCalls limited, SecretRedactor redactor)
{
    /// <summary>Embeds.</summary>
    /// <returns>An output for each text, in order.</returns>
    /// <exception cref="EngineException">The call failed.</exception>
    public async Task<IReadOnlyList<Output>> EmbedAsync(IReadOnlyList<string> texts)
    {
        var (outputs, _) = await limited.MakeAsync(
            (int)Math.Min(int.MaxValue, texts.Sum(static text => 1 + (text.Length / 4L))),
            async (trace, token) =>
            {
                var embedded = await generator.GenerateAsync(texts, asked, token);
                if (embedded.Count != texts.Count || embedded.Any(static one => one.Vector.IsEmpty))
                    throw new EngineException(ErrorCode.MalformedResponse, string.Create(CultureInfo.InvariantCulture, $"Provider '{engine}' gave {embedded.Count} embeddings for {texts.Count} texts."));
                var tokens = (int?)embedded.Usage?.InputTokenCount ?? (int?)embedded.Usage?.TotalTokenCount;
                return (Outputs: Outputs(texts, embedded, tokens, trace?.RequestId), Tokens: tokens);
            },
            static answer => answer.Tokens,
            redactor,
            CancellationToken.None);
        return outputs;
    }

    /// <summary>The vectors, each with its share of the call's tokens by the length of its text; the shares add up.</summary>
    private static List<Output> Outputs(IReadOnlyList<string> texts, GeneratedEmbeddings<Embedding<float>> embedded, int? tokens, string? requestId)
    {
        var outputs = new List<Output>(texts.Count);
        var (all, seen, given) = (texts.Sum(static text => (long)text.Length), 0L, 0);
        for (var i = 0; i < texts.Count; i++)
        {
            seen += texts[i].Length;
            int? share = tokens is not { } count ? null : all == 0 ? 0 : (int)(count * seen / all) - given;
            given += share ?? 0;
            outputs.Add(new Output(EmbeddingJudge.Write(embedded[i].Vector.Span))
            {
                InputTokens = share,
                OutputTokens = share is null ? null : 0,
                FinishReason = "stop",
                RequestId = requestId,
                ModelVersion = embedded[i].ModelId,
            });
        }

        return outputs;
    }
}
