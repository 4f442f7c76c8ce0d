using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Assay.Specs;

/// <summary>An immutable map from text, enumerated in ordinal order of its keys and equal to another when keys and values are.</summary>
/// <typeparam name="T">The values, themselves comparable by value.</typeparam>
public sealed class ValueMap<T> : IReadOnlyDictionary<string, T>, IEquatable<ValueMap<T>>
{
    private readonly ImmutableSortedDictionary<string, T> items;

    /// <summary>A map of the given pairs.</summary>
    /// <param name="pairs">Keys must differ by ordinal comparison.</param>
    /// <exception cref="ArgumentException">Two pairs have one key and different values.</exception>
    public ValueMap(IEnumerable<KeyValuePair<string, T>> pairs) =>
        items = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, pairs);

    /// <summary>The empty map.</summary>
    public static ValueMap<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => items.Keys;

    /// <inheritdoc/>
    public IEnumerable<T> Values => items.Values;

    /// <inheritdoc/>
    public T this[string key] => items[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => items.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => items.TryGetValue(key, out value);

    /// <summary>A map with one pair set.</summary>
    public ValueMap<T> With(string key, T value) => new(items.SetItem(key, value));

    /// <summary>Whether both maps have equal pairs.</summary>
    public bool Equals(ValueMap<T>? other) => other is not null && items.SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueMap<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var (key, value) in items)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
