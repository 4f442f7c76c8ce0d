using System.Globalization;
using Assay.Generators.Collections;
using Assay.Generators.Models;

namespace Assay.Generators.Emit;

/// <summary>Names generated files after their class, and apart from each other where that gives one name twice, since names of files ignore case.</summary>
internal static class FileNames
{
    public const string Slices = ".Slices";

    private static readonly string[] Taken = ["AssayCatalog", "AssayFixture"];

    /// <summary>The keys of the types whose files need a number, in ordinal order.</summary>
    public static EquatableArray<string> Collisions(IReadOnlyList<TypeModel> types) => types
        .Select(static type => (Stem: type.FileStem, Key: (string?)type.FileKey))
        .Concat(types.Select(static type => (Stem: type.FileStem + Slices, Key: (string?)null)))
        .Concat(Taken.Select(static stem => (Stem: stem, Key: (string?)null)))
        .GroupBy(static entry => entry.Stem, static entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .Where(static group => group.Count() > 1)
        .SelectMany(static group => group.OfType<string>().Distinct(StringComparer.Ordinal))
        .OrderBy(static key => key, StringComparer.Ordinal)
        .ToEquatable();

    public static string For(TypeModel type, FileNaming naming, string suffix)
    {
        for (var i = 0; i < naming.Collisions.Count; i++)
        {
            if (naming.Collisions[i] == type.FileKey)
                return string.Format(CultureInfo.InvariantCulture, "{0}-{1}{2}", type.FileStem, i + 1, suffix);
        }

        return type.FileStem + suffix;
    }
}
