using System.Text;

namespace Assay.Text;

/// <summary>Builds a Markdown table whose cells show their texts as they are.</summary>
/// <param name="headers">The titles of the columns.</param>
internal sealed class MarkdownTable(params string[] headers)
{
    private readonly List<string[]> rows = [];

    /// <summary>Whether it has no row.</summary>
    public bool IsEmpty => rows.Count == 0;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">As many as there are columns.</param>
    public MarkdownTable Add(params string[] cells)
    {
        rows.Add(cells);
        return this;
    }

    /// <summary>Writes the table with a blank line after it.</summary>
    public void WriteTo(StringBuilder text)
    {
        Write(text, headers);
        Write(text, [.. headers.Select(static _ => "---")], escape: false);
        foreach (var row in rows)
            Write(text, row);
        text.Append('\n');
    }

    /// <summary>A text as it is shown in a cell or a sentence: on one line, with no markup in it.</summary>
    public static string Escape(string text) => MarkdownText.Escape(text);

    private static void Write(StringBuilder text, string[] cells, bool escape = true)
    {
        text.Append('|');
        foreach (var cell in cells)
            text.Append(' ').Append(escape ? Escape(cell) : cell).Append(" |");
        text.Append('\n');
    }
}
