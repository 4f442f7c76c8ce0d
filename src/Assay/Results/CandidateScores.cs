using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Assay.Results;

/// <summary>A candidate's scores, or what parses made of its output, by name and in the order of the spec.</summary>
public sealed class CandidateScores : IReadOnlyDictionary<string, SampleScore>
{
    private readonly ColumnNames names;
    private readonly SampleScore[] values;

    internal CandidateScores(ColumnNames names, SampleScore[] values)
    {
        this.names = names;
        this.values = values;
    }

    /// <inheritdoc/>
    public int Count => values.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => names.All;

    /// <inheritdoc/>
    public IEnumerable<SampleScore> Values => values;

    /// <summary>The score of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such one.</exception>
    public SampleScore this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no '{key}' here; there are: {string.Join(", ", names.All)}.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => names.PlaceOf(key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out SampleScore value)
    {
        var place = names.PlaceOf(key);
        value = place < 0 ? default : values[place];
        return place >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, SampleScore>> GetEnumerator()
    {
        for (var i = 0; i < values.Length; i++)
            yield return new KeyValuePair<string, SampleScore>(names.All[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
