using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Assay.Cli.Reading;

/// <summary>A candidate's few scores by name, in less room than a dictionary takes: a run has as many of these as candidates.</summary>
/// <param name="scores">The scores, each name once.</param>
internal sealed class ScoreSet(KeyValuePair<string, ScoreValue>[] scores) : IReadOnlyDictionary<string, ScoreValue>
{
    /// <summary>No scores.</summary>
    public static ScoreSet None { get; } = new([]);

    /// <inheritdoc/>
    public int Count => scores.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => scores.Select(static score => score.Key);

    /// <inheritdoc/>
    public IEnumerable<ScoreValue> Values => scores.Select(static score => score.Value);

    /// <inheritdoc/>
    public ScoreValue this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no score '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out ScoreValue value)
    {
        foreach (var (name, found) in scores)
        {
            if (name == key)
            {
                value = found;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, ScoreValue>> GetEnumerator() => scores.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => scores.GetEnumerator();
}
