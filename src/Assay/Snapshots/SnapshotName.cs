using System.Text;
using Assay.Identity;

namespace Assay.Snapshots;

/// <summary>Makes file names of the names of classes and benchmarks.</summary>
public static class SnapshotName
{
    private const int LongestInBytes = 80;

    private static readonly string[] Reserved =
    [
        "con", "prn", "aux", "nul",
        "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    ];

    /// <summary>
    /// A name that every file system takes, at most 80 bytes long: the name itself where it is one, else the
    /// name with other characters replaced by <c>_</c>, cut, and followed by a digest so that it stays unique.
    /// </summary>
    /// <param name="name">Any text.</param>
    public static string Of(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.' or '+')
                safe.Append(rune);
            else
                safe.Append('_');
        }

        var text = safe.ToString().Normalize(NormalizationForm.FormC);
        if (text == name && IsValid(text))
            return text;

        var digest = "-" + Digest.Of(name).ToString()[..8];
        var runes = text.Trim('.').EnumerateRunes().ToList();
        while (runes.Sum(rune => rune.Utf8SequenceLength) + digest.Length > LongestInBytes)
            runes.RemoveAt(runes.Count - 1);
        return string.Concat(runes) + digest;
    }

    private static bool IsValid(string name) =>
        name.Length > 0
        && name[0] != '.'
        && name[^1] != '.'
        && Encoding.UTF8.GetByteCount(name) <= LongestInBytes
        && !Reserved.Contains(name.Split('.')[0], StringComparer.OrdinalIgnoreCase);
}
