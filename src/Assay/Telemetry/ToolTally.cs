using System.Collections.Concurrent;

namespace Assay.Telemetry;

/// <summary>Which calls and results of tools were told of while a generation was under way, so that its conversation does not tell of them again.</summary>
internal sealed class ToolTally
{
    private readonly ConcurrentDictionary<(string Tool, bool IsResult), int> told = new();

    /// <summary>One was told of.</summary>
    public void Add(string tool, bool isResult) => told.AddOrUpdate((tool, isResult), 1, static (_, count) => count + 1);

    /// <summary>Takes one off, if one was told of.</summary>
    public bool TryTake(string tool, bool isResult)
    {
        while (told.TryGetValue((tool, isResult), out var count) && count > 0)
        {
            if (told.TryUpdate((tool, isResult), count - 1, count))
                return true;
        }

        return false;
    }
}
