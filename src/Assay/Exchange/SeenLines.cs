using System.Globalization;
using Assay.Identity;

namespace Assay.Exchange;

/// <summary>What was found sound when a file was first read: by key, the line and half a digest of what it says.</summary>
internal sealed class SeenLines
{
    private readonly Dictionary<Hash128, (int Line, ulong Says)> lines = [];

    /// <summary>How many lines were found sound.</summary>
    public long Count { get; private set; }

    /// <summary>Counts a line that is sound by itself.</summary>
    public void Step() => Count++;

    /// <summary>Takes note of a line.</summary>
    /// <returns>False when a line has the key already; then the first one stays.</returns>
    public bool TryAdd(Hash128 key, int line, Hash128 says) => lines.TryAdd(key, (line, says.Low));

    /// <summary>Whether a line of this key was seen, and said this.</summary>
    public bool Said(Hash128 key, Hash128 says) => lines.TryGetValue(key, out var seen) && seen.Says == says.Low;

    /// <summary>The line of a key, in words.</summary>
    public string LineOf(Hash128 key) => lines[key].Line.ToString(CultureInfo.InvariantCulture);
}
