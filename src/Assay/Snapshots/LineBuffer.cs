using System.Text;
using Assay.Results;

namespace Assay.Snapshots;

/// <summary>Makes the lines of an items file one after another in the same memory.</summary>
internal sealed class LineBuffer
{
    private readonly StringBuilder text = new();
    private char[] line = new char[256];

    /// <summary>A row's line with its end; it is overwritten by the next one.</summary>
    public ReadOnlySpan<char> Of(ItemScore row)
    {
        text.Clear();
        ItemsFile.AppendRow(text, row);
        if (line.Length < text.Length)
            line = new char[Math.Max(text.Length, 2 * line.Length)];
        text.CopyTo(0, line, 0, text.Length);
        return line.AsSpan(0, text.Length);
    }
}
