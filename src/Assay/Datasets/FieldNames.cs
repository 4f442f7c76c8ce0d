namespace Assay.Datasets;

/// <summary>When two spellings name one field: <c>GroundTruth</c>, <c>groundTruth</c> and <c>ground_truth</c> do.</summary>
internal static class FieldNames
{
    /// <summary>Whether both name one field: equal but for case and underscores between characters.</summary>
    public static bool Match(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        int i = 0, j = 0;
        while (true)
        {
            i += Skip(left, i);
            j += Skip(right, j);
            if (i == left.Length || j == right.Length)
                return i == left.Length && j == right.Length;
            if (char.ToUpperInvariant(left[i++]) != char.ToUpperInvariant(right[j++]))
                return false;
        }
    }

    private static int Skip(ReadOnlySpan<char> name, int at) => at > 0 && at < name.Length - 1 && name[at] == '_' && name[at - 1] != '_' ? 1 : 0;
}
