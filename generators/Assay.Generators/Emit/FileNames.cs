using System.Collections.Immutable;
using System.Globalization;
using Assay.Generators.Collections;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Names generated files after their class, and apart from each other where classes differ by case alone.</summary>
internal static class FileNames
{
    /// <summary>The stems that another one equals but for case; ordinal order.</summary>
    public static EquatableArray<string> Collisions(ImmutableArray<string> stems) => stems
        .GroupBy(static stem => stem, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Distinct(StringComparer.Ordinal).Count() > 1)
        .SelectMany(static group => group.Distinct(StringComparer.Ordinal))
        .OrderBy(static stem => stem, StringComparer.Ordinal)
        .ToEquatable();

    public static string For(TypeModel type, EquatableArray<string> collisions, string suffix)
    {
        for (var i = 0; i < collisions.Count; i++)
        {
            if (collisions[i] == type.FileStem)
                return string.Format(CultureInfo.InvariantCulture, "{0}-{1}{2}", type.FileStem, i + 1, suffix);
        }

        return type.FileStem + suffix;
    }
}
