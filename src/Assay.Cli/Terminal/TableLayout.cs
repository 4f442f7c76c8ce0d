namespace Assay.Cli.Terminal;

/// <summary>
/// Fits a table's columns into a width without breaking a word: columns wrap between words, and where that is not enough the table is drawn in parts one below the
/// other, each with the columns that name a row.
/// </summary>
internal static class TableLayout
{
    /// <summary>What a column takes beside its text: a blank on either side and its border.</summary>
    private const int Beside = 3;

    /// <summary>A word longer than this is no reason to draw a table in parts; it is cut.</summary>
    private const int LongestWord = 40;

    /// <summary>A column with the width that it gets.</summary>
    /// <param name="Index">Its place in the table.</param>
    /// <param name="Width">How many columns of the terminal it gets.</param>
    public readonly record struct Column(int Index, int Width);

    /// <summary>The parts that a table is drawn in; one where all of it fits.</summary>
    /// <param name="headers">The columns' names.</param>
    /// <param name="rows">The cells, row by row.</param>
    /// <param name="width">The terminal's width.</param>
    public static IReadOnlyList<IReadOnlyList<Column>> Of(IReadOnlyList<string> headers, IReadOnlyList<string[]> rows, int width)
    {
        var needs = headers.Select((header, i) => Need.Of(rows.Select(row => row[i]).Prepend(header))).ToArray();
        var keys = KeysOf(headers.Count, rows);
        var parts = new List<IReadOnlyList<Column>>();
        var open = Enumerable.Range(0, keys).ToList();
        for (var i = keys; i < headers.Count; i++)
        {
            if (open.Count > keys && Total([.. open, i]) > width)
            {
                parts.Add(Fitted(open));
                open = [.. Enumerable.Range(0, keys)];
            }

            open.Add(i);
        }

        parts.Add(Fitted(open));
        return parts;

        int Total(IReadOnlyList<int> columns) => columns.Sum(column => needs[column].Least + Beside) + 1;

        List<Column> Fitted(IReadOnlyList<int> columns)
        {
            var widths = columns.ToDictionary(static column => column, column => needs[column].Least);
            var left = width - Total(columns);
            foreach (var column in columns.OrderBy(column => needs[column].More).ToList())
            {
                var more = Math.Clamp(left, 0, needs[column].More);
                if (more < needs[column].More && column != columns.MaxBy(one => needs[one].More))
                    continue;
                widths[column] += more;
                left -= more;
            }

            return [.. columns.Select(column => new Column(column, widths[column]))];
        }
    }

    /// <summary>How many columns from the left tell each row from the others; at most three, and one where none do.</summary>
    private static int KeysOf(int columns, IReadOnlyList<string[]> rows)
    {
        for (var count = 1; count <= Math.Min(3, columns - 1); count++)
        {
            if (rows.Select(row => string.Join('\n', row.Take(count))).Distinct(StringComparer.Ordinal).Count() == rows.Count)
                return count;
        }

        return Math.Min(1, columns - 1);
    }

    /// <summary>What a column needs.</summary>
    /// <param name="Least">Its longest word.</param>
    /// <param name="More">What its longest line needs beyond that.</param>
    private readonly record struct Need(int Least, int More)
    {
        public static Need Of(IEnumerable<string> texts)
        {
            var (least, whole) = (1, 1);
            foreach (var text in texts)
            {
                whole = Math.Max(whole, WordWrap.WidthOf(text));
                least = Math.Max(least, WordWrap.WordsOf(text).Select(static word => WordWrap.WidthOf(word.TrimEnd())).DefaultIfEmpty(1).Max());
            }

            least = Math.Min(least, LongestWord);
            return new Need(least, whole - least);
        }
    }
}
