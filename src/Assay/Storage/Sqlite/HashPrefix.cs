using Assay.Identity;

namespace Assay.Storage.Sqlite;

/// <summary>The identities that begin with given hexadecimal digits: a range, both ends included.</summary>
internal readonly record struct HashPrefix(Hash128 First, Hash128 Last)
{
    private const int Digits = 2 * Hash128.Size;

    /// <summary>Parses 1 to 32 digits; null for anything else.</summary>
    public static HashPrefix? Parse(string text) =>
        text.Length is > 0 and <= Digits
        && Hash128.TryParse(text.PadRight(Digits, '0'), out var first)
        && Hash128.TryParse(text.PadRight(Digits, 'f'), out var last)
            ? new HashPrefix(first, last)
            : null;
}
