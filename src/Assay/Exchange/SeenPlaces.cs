using System.Collections;
using Assay.Execution;

namespace Assay.Exchange;

/// <summary>Which places of a run a file has answered, as bits.</summary>
/// <param name="run">The run.</param>
internal sealed class SeenPlaces(PreparedRun run)
{
    private readonly BitArray?[] tasks = new BitArray?[run.Tasks.Count];

    /// <summary>Takes note of a place.</summary>
    /// <returns>False when it was noted before.</returns>
    public bool Add(Place place)
    {
        var seen = tasks[place.Task] ??= new BitArray(checked((int)run.Tasks[place.Task].Slice.Count));
        var isNew = !seen[(int)place.Ordinal];
        seen[(int)place.Ordinal] = true;
        return isNew;
    }
}
