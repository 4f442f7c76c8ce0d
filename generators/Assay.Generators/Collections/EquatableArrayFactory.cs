using System.Collections.Immutable;

namespace Assay.Generators.Collections;

internal static class EquatableArrayFactory
{
    public static EquatableArray<T> ToEquatable<T>(this IEnumerable<T> items)
        where T : IEquatable<T> => new([.. items]);

    public static EquatableArray<T> ToEquatable<T>(this ImmutableArray<T> items)
        where T : IEquatable<T> => new(items);
}
