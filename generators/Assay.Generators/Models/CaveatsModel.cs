using Assay.Generators.Collections;

namespace Assay.Generators.Models;

/// <summary>What the compiler would say about code that uses some members, and would say in generated code, where nobody can mend it.</summary>
/// <param name="Experimental">The ids of <c>[Experimental]</c> on them, in ordinal order.</param>
/// <param name="IsRefused">Whether one is <c>[Obsolete(..., error: true)]</c>, so that only obsolete code may use it.</param>
internal sealed record CaveatsModel(EquatableArray<string> Experimental, bool IsRefused)
{
    public static CaveatsModel None { get; } = new(EquatableArray<string>.Empty, false);

    public static CaveatsModel Of(IEnumerable<CaveatsModel> all)
    {
        var list = all.ToList();
        var ids = list.SelectMany(static caveats => caveats.Experimental).Distinct(StringComparer.Ordinal).OrderBy(static id => id, StringComparer.Ordinal);
        return new CaveatsModel(ids.ToEquatable(), list.Exists(static caveats => caveats.IsRefused));
    }
}
