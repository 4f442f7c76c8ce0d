using System.Globalization;
using System.Text;
using Assay.Errors;
using Assay.Results;
using Assay.Text;

namespace Assay.Snapshots;

/// <summary>
/// The scores of every item as sorted, tab-separated lines, so that a changed score is one changed line in a
/// diff. The text has LF line ends and depends on nothing but the scores.
/// </summary>
public static class ItemsFile
{
    /// <summary>The version that <see cref="Write"/> writes and the only one that <see cref="Parse"/> reads.</summary>
    public const int FormatVersion = 1;

    private const string Columns = "slice\titem\tmodel\tprompt\tparams\tscore\t";

    private const string VersionMark = "samples (assay-items/";

    private const int ColumnCount = 7;

    private const string RestoreHint = "Restore the line from version control, or accept a new run after deleting the file.";

    private static string Header => string.Create(CultureInfo.InvariantCulture, $"{Columns}{VersionMark}{FormatVersion})");

    /// <summary>The text of an items file.</summary>
    /// <param name="scores">In any order; each with at least one sample, all values finite.</param>
    /// <exception cref="ArgumentException">Two scores have one slice, item, model, prompt, params and name; or a score has no sample, or a value that is not finite.</exception>
    public static string Write(IEnumerable<ItemScore> scores)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var row in RowOrder.Sort(scores))
            AppendRow(text, row);
        return text.ToString();
    }

    /// <summary>Reads the text of an items file; CRLF line ends, a byte order mark and unsorted lines are tolerated, an empty text holds no scores.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">What errors name.</param>
    /// <returns>The scores, ordinal by slice, item, model, prompt, params and name.</returns>
    /// <exception cref="SnapshotException"><see cref="ErrorCode.SnapshotMalformed"/>: the header is missing or of another version, a line cannot be read or stands twice, or a merge conflict is unresolved; the problem names the line.</exception>
    public static IReadOnlyList<ItemScore> Parse(string text, string file)
    {
        using var reader = new StringReader(text.StartsWith('\ufeff') ? text[1..] : text);
        return Read(reader, file, null, CancellationToken.None);
    }

    /// <summary>Reads rows as <see cref="Parse"/> does, line by line.</summary>
    /// <param name="reader">The text, without a byte order mark.</param>
    /// <param name="file">What errors name.</param>
    /// <param name="interner">Takes rows that are known for equal ones; null for none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SnapshotException">As <see cref="Parse"/>.</exception>
    internal static IReadOnlyList<ItemScore> Read(TextReader reader, string file, RowInterner? interner, CancellationToken cancellationToken)
    {
        var rows = new List<ItemScore>();
        var lines = new List<int>();
        var number = 0;
        var blank = 0;
        ItemScore? previous = null;
        while (reader.ReadLine() is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            ConflictMarkers.Reject(line, file, number);
            if (number - blank == 1)
            {
                if (string.IsNullOrWhiteSpace(line))
                    blank++;
                else
                    RequireHeader(line, file);
            }
            else if (line.Length > 0)
            {
                previous = ParseRow(line, previous, file, number);
                rows.Add(interner?.Of(previous) ?? previous);
                lines.Add(number);
            }
        }

        return RowOrder.IsSorted(rows) ? rows : Sort([.. rows.Zip(lines)], file);
    }

    /// <summary>Writes the text of an items file.</summary>
    /// <param name="writer">Receives it.</param>
    /// <param name="sorted">The rows, in order.</param>
    internal static void WriteTo(TextWriter writer, IEnumerable<ItemScore> sorted)
    {
        writer.Write(Header);
        writer.Write('\n');
        var lines = new LineBuffer();
        foreach (var row in sorted)
            writer.Write(lines.Of(row));
    }

    /// <summary>A row's line with its end.</summary>
    internal static string LineOf(ItemScore row)
    {
        var text = new StringBuilder();
        AppendRow(text, row);
        return text.ToString();
    }

    private static IReadOnlyList<ItemScore> Sort(List<(ItemScore Row, int Line)> rows, string file)
    {
        rows.Sort((x, y) => RowOrder.Instance.Compare(x.Row, y.Row));
        for (var i = 1; i < rows.Count; i++)
        {
            if (RowOrder.Instance.Compare(rows[i - 1].Row, rows[i].Row) == 0)
                throw Malformed(file, Math.Max(rows[i - 1].Line, rows[i].Line), $"The line repeats line {Math.Min(rows[i - 1].Line, rows[i].Line)}: {RowOrder.Describe(rows[i].Row)}. Remove one of them.");
        }

        return [.. rows.Select(row => row.Row)];
    }

    /// <summary>Adds a row's line with its end.</summary>
    internal static void AppendRow(StringBuilder text, ItemScore row)
    {
        foreach (var field in (ReadOnlySpan<string>)[row.Slice, row.ItemId, row.Model, row.Prompt, row.Params, row.Score])
            text.Append(RowText.Escape(field)).Append('\t');
        text.Append(SampleText.Of(row.Samples)).Append('\n');
    }

    private static void RequireHeader(ReadOnlySpan<char> line, string file)
    {
        if (line.SequenceEqual(Header))
            return;
        var mark = line.IndexOf(VersionMark);
        throw Malformed(file, 1, mark >= 0
            ? $"The file has the format '{line[mark..]}', this version of Assay reads '{VersionMark}{FormatVersion})'. Update Assay, or delete the file and accept a new run."
            : $"The first line is not the header of an items file ('{Header.Replace("\t", "<tab>", StringComparison.Ordinal)}'). Restore the file from version control, or delete it and accept a new run.");
    }

    private static ItemScore ParseRow(ReadOnlySpan<char> line, ItemScore? previous, string file, int number)
    {
        Span<Range> fields = stackalloc Range[ColumnCount + 1];
        var count = line.Split(fields, '\t');
        if (count != ColumnCount)
            throw Malformed(file, number, $"The line has {count} tab-separated fields, not {ColumnCount}. {RestoreHint}");

        if (!SampleText.TryParse(line[fields[6]], out var samples))
            throw Malformed(file, number, $"'{line[fields[6]]}' is no list of samples such as 1, 0.5 or 1,!timeout. {RestoreHint}");

        return new ItemScore(
            Field(line[fields[0]], previous?.Slice, file, number),
            Field(line[fields[1]], previous?.ItemId, file, number),
            Field(line[fields[2]], previous?.Model, file, number),
            Field(line[fields[3]], previous?.Prompt, file, number),
            Field(line[fields[4]], previous?.Params, file, number),
            Field(line[fields[5]], previous?.Score, file, number),
            samples);
    }

    private static string Field(ReadOnlySpan<char> text, string? previous, string file, int number)
    {
        if (previous is not null && text.SequenceEqual(previous) && !text.Contains('\\'))
            return previous;
        return RowText.TryUnescape(text, out var value)
            ? value
            : throw Malformed(file, number, $"'{text}' holds a backslash that begins no escape (\\\\, \\t, \\n, \\r or \\uXXXX). {RestoreHint}");
    }

    private static SnapshotException Malformed(string file, int line, string message) =>
        new(new Problem(ErrorCode.SnapshotMalformed, message) { File = file, Line = line });
}
