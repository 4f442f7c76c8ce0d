using System.Collections.Concurrent;
using Assay.Specs;

namespace Assay.Execution.Batches;

/// <summary>Where an orchestrator's runs submit batches.</summary>
/// <param name="Backend">The provider, and how large batches are.</param>
/// <param name="Journal">Remembers them.</param>
internal sealed record BatchDesk(BatchBackendSpec Backend, BatchJournal Journal)
{
    private readonly ConcurrentDictionary<string, byte> inHand = new(StringComparer.Ordinal);

    /// <summary>Takes a batch in hand; false where another run of this process has it.</summary>
    public bool TryTake(string name) => inHand.TryAdd(name, 0);

    /// <summary>Lets a batch go.</summary>
    public void Release(string name) => inHand.TryRemove(name, out _);
}
