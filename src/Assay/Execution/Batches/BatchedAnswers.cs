using System.Collections.Concurrent;
using Assay.Identity;

namespace Assay.Execution.Batches;

/// <summary>What batches gave a run, so that what they answered is not asked again. Safe for concurrent use.</summary>
internal sealed class BatchedAnswers
{
    private readonly ConcurrentDictionary<Hash128, byte> made = new();
    private readonly ConcurrentDictionary<Hash128, string> failed = new();
    private readonly ConcurrentDictionary<Hash128, byte> left = new();

    /// <summary>Takes note of a generation that a batch made; a message where it failed for good.</summary>
    public void Made(Hash128 key, string? failure)
    {
        made[key] = 0;
        if (failure is not null)
            failed[key] = failure;
    }

    /// <summary>Takes note of a generation that is under way at the provider, or that the run may not ask for any more.</summary>
    public void Left(Hash128 key) => left[key] = 0;

    /// <summary>Whether a batch made a generation that nobody has counted yet; it is counted then.</summary>
    public bool Count(Hash128 key) => made.TryRemove(key, out _);

    /// <summary>Why a generation failed for good within this run; null where it did not.</summary>
    public string? FailureOf(Hash128 key) => failed.GetValueOrDefault(key);

    /// <summary>Whether a generation is not to be asked for now.</summary>
    public bool IsLeft(Hash128 key) => left.ContainsKey(key);
}
