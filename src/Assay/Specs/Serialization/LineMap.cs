using System.Text;

namespace Assay.Specs.Serialization;

/// <summary>Finds line and column of byte offsets in a UTF-8 text.</summary>
internal sealed class LineMap
{
    private readonly byte[] utf8;
    private readonly List<int> starts = [0];

    /// <summary>Maps a text.</summary>
    public LineMap(byte[] utf8)
    {
        this.utf8 = utf8;
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] == (byte)'\n')
                starts.Add(i + 1);
        }
    }

    /// <summary>The place of a byte.</summary>
    /// <param name="offset">From 0; the text's length is the place after its end.</param>
    public TextPlace Find(int offset)
    {
        var line = starts.BinarySearch(offset);
        if (line < 0)
            line = ~line - 1;
        return Find(line, offset - starts[line]);
    }

    /// <summary>The place of a byte within a line, both from 0.</summary>
    public TextPlace Find(int line, int byteInLine)
    {
        line = Math.Clamp(line, 0, starts.Count - 1);
        var length = Math.Clamp(byteInLine, 0, utf8.Length - starts[line]);
        return new TextPlace(line + 1, Encoding.UTF8.GetCharCount(utf8, starts[line], length) + 1);
    }
}
