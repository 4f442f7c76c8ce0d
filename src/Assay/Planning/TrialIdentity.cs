using Assay.Contracts;
using Assay.Identity;

namespace Assay.Planning;

/// <summary>
/// The identities of a trial's stages. Each spec is hashed once; a trial hashes digests, so that a million trials
/// cost a million short hashes.
/// </summary>
public static class TrialIdentity
{
    /// <summary>What a model with its params and engine contributes to every generation.</summary>
    /// <param name="model">The digest of the model: provider, wire name and extras.</param>
    /// <param name="parameters">The digest of the inference params.</param>
    /// <param name="engineVersion">The engine's version or code digest.</param>
    /// <param name="tools">The digest of the tools and MCP servers that the model may call; null for none.</param>
    /// <param name="hooks">The digest of the hooks around inference; null for none.</param>
    public static Hash128 OfAsker(Hash128 model, Hash128 parameters, string engineVersion, Hash128? tools = null, Hash128? hooks = null)
    {
        var digest = new Digest("asker/1", stackalloc byte[256]);
        digest.Add(model);
        digest.Add(parameters);
        digest.Add(engineVersion);
        if (tools is { } called)
        {
            digest.Add("tools");
            digest.Add(called);
        }

        if (hooks is { } around)
        {
            digest.Add("hooks");
            digest.Add(around);
        }

        return digest.Finish();
    }

    /// <summary>What the engine sees of one item: only the parts that it reads take part.</summary>
    /// <param name="input">What the engine reads.</param>
    /// <param name="prompt">The digest of the rendered prompt.</param>
    /// <param name="item">The digest of the item's content.</param>
    /// <param name="content">What else decides the output; null for nothing.</param>
    public static Hash128 OfQuestion(EngineInput input, Hash128 prompt, Hash128 item, Hash128? content)
    {
        var digest = new Digest("question/1", stackalloc byte[128]);
        digest.Add((long)input);
        if (input.HasFlag(EngineInput.Prompt))
            digest.Add(prompt);
        if (input.HasFlag(EngineInput.Item))
            digest.Add(item);
        if (content is { } known)
            digest.Add(known);
        return digest.Finish();
    }

    /// <summary>What stands in for the question of an item that cannot be read: no answer will ever be found under it.</summary>
    /// <param name="itemId">The item's id.</param>
    public static Hash128 OfUnreadable(string itemId)
    {
        var digest = new Digest("unreadable/1", stackalloc byte[128]);
        digest.Add(itemId);
        return digest.Finish();
    }

    /// <summary>
    /// The identity of a trial: a digest of its first candidate's, so that it can be told from what is stored, and asking for more
    /// samples changes no trial. Slices, and items of one slice, that ask the same thing are one trial here, as they share their generations.
    /// </summary>
    /// <param name="firstGeneration">The identity of its generation with sample 0, see <see cref="OfGeneration"/>.</param>
    public static Hash128 OfTrial(Hash128 firstGeneration)
    {
        var digest = new Digest("trial/1", stackalloc byte[48]);
        digest.Add(firstGeneration);
        return digest.Finish();
    }

    /// <summary>The identity of one candidate's generation.</summary>
    /// <param name="globalSeed">The project's seed.</param>
    /// <param name="asker">See <see cref="OfAsker"/>.</param>
    /// <param name="question">See <see cref="OfQuestion"/>.</param>
    /// <param name="sample">The candidate's place in its trial, from 0.</param>
    public static Hash128 OfGeneration(long globalSeed, Hash128 asker, Hash128 question, int sample)
    {
        var digest = new Digest("gen/1", stackalloc byte[96]);
        digest.Add(globalSeed);
        digest.Add(asker);
        digest.Add(question);
        digest.Add(sample);
        return digest.Finish();
    }

    /// <summary>The candidate's seed: a function of the generation's identity, never of order. Not negative.</summary>
    public static long SeedOf(Hash128 generation) => (long)(generation.Low >> 1);

    /// <summary>The identity of a parse applied to a generation.</summary>
    public static Hash128 OfTransform(Hash128 generation, Hash128 parse)
    {
        var digest = new Digest("transform/1", stackalloc byte[64]);
        digest.Add(generation);
        digest.Add(parse);
        return digest.Finish();
    }

    /// <summary>The identity of a score over all generations: a metric with the parse that it reads.</summary>
    /// <param name="parse">The parse's identity; null where the metric reads the output itself.</param>
    /// <param name="metric">The metric's identity.</param>
    public static Hash128 OfScore(Hash128? parse, Hash128 metric)
    {
        var digest = new Digest("score/1", stackalloc byte[64]);
        digest.Add(parse is null ? 0 : 1);
        if (parse is { } read)
            digest.Add(read);
        digest.Add(metric);
        return digest.Finish();
    }

    /// <summary>The identity of a metric applied to a transform (or to a generation where the score names no parse) for an item.</summary>
    public static Hash128 OfEvaluation(Hash128 transformOrGeneration, Hash128 metric, Hash128 item)
    {
        var digest = new Digest("evaluation/1", stackalloc byte[96]);
        digest.Add(transformOrGeneration);
        digest.Add(metric);
        digest.Add(item);
        return digest.Finish();
    }
}
