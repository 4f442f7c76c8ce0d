using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Text;

namespace Assay.Reporting;

/// <summary>Writes tables as CSV, JSON and Markdown. Each is the same in every culture.</summary>
public static class ReportTableText
{
    /// <summary>Writes a table as CSV with a header line: commas, line feeds, numbers in full, nothing as an empty field; texts that a spreadsheet would run are led by an apostrophe.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">Receives the text; it is flushed and not closed.</param>
    public static void WriteCsv(this ReportTable table, TextWriter target)
    {
        using var csv = CsvText.Over(target);
        foreach (var column in table.Columns)
            csv.WriteText(column);
        csv.EndRecord();
        foreach (var row in table.Rows)
        {
            foreach (var cell in row)
            {
                if (cell.Text is { } text)
                    csv.WriteText(text);
                else
                    csv.WriteNumber(cell.Number);
            }

            csv.EndRecord();
        }
    }

    /// <summary>Writes a table as a JSON array of one object per row, with the columns as members; nothing as null.</summary>
    /// <param name="table">The table.</param>
    /// <param name="json">Receives the array.</param>
    public static void WriteJson(this ReportTable table, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Count; i++)
                WriteCell(json, table.Columns[i], row[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A table in Markdown: figures by four decimals, nothing as a dash, and every text shown as it is, on one line and without markup.</summary>
    public static string ToMarkdown(this ReportTable table)
    {
        var text = new StringBuilder();
        var markdown = new MarkdownTable([.. table.Columns]);
        foreach (var row in table.Rows)
            markdown.Add([.. row.Select(Shown)]);
        markdown.WriteTo(text);
        return text.ToString();
    }

    /// <summary>A table as CSV, see <see cref="WriteCsv"/>.</summary>
    public static string ToCsv(this ReportTable table)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        table.WriteCsv(text);
        return text.ToString();
    }

    private static string Shown(ReportCell cell) => cell switch
    {
        { Text: { } text } => text,
        { Number: { } number, IsCount: true } => number.ToString("F0", CultureInfo.InvariantCulture),
        _ => Figure.Mean(cell.Number),
    };

    private static void WriteCell(Utf8JsonWriter json, string name, ReportCell cell)
    {
        if (cell.Text is { } text)
            json.WriteString(name, text);
        else if (cell.Number is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
