using System.Text;

namespace Assay.Metrics;

/// <summary>How many edits lie between two texts.</summary>
internal static class EditDistance
{
    /// <summary>
    /// 1 minus the Levenshtein distance (Levenshtein, 1966: insertions, deletions and substitutions at cost 1) over the
    /// longer text's length, both in Unicode code points; 1 when both are empty.
    /// </summary>
    public static double Similarity(string actual, string expected)
    {
        Rune[] a = [.. actual.EnumerateRunes()];
        Rune[] b = [.. expected.EnumerateRunes()];
        var longer = Math.Max(a.Length, b.Length);
        return longer == 0 ? 1 : 1 - ((double)Distance(a, b) / longer);
    }

    private static int Distance(Rune[] a, Rune[] b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
