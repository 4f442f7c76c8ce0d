using CsvHelper;

namespace Assay.Reporting;

/// <summary>Writes CSV that reads alike everywhere: commas, line feeds, UTF-8 without a mark, quotes where they are due, numbers as in every culture.</summary>
internal static class CsvText
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n" };

    /// <summary>A writer that leaves its target open.</summary>
    public static CsvWriter Over(TextWriter target) => CsvWriter.Create(target, Format, leaveOpen: true);

    /// <summary>A writer that leaves its target open.</summary>
    public static CsvWriter Over(Stream target) => CsvWriter.Create(target, Format, leaveOpen: true);

    /// <summary>
    /// Writes a text. A spreadsheet would run one that begins like a formula, so such a one is led by an apostrophe: <c>=</c>, <c>+</c>, <c>-</c>, <c>@</c> and their wide
    /// forms, which CsvHelper's own guard does not know, a tab or a line break.
    /// </summary>
    public static void WriteText(this CsvWriter csv, string text) => csv.WriteField(BeginsLikeFormula(text) ? "'" + text : text);

    /// <summary>Writes the shortest text that reads back as a number; nothing for none.</summary>
    public static void WriteNumber(this CsvWriter csv, double? number) => csv.WriteField(number, "R");

    private static bool BeginsLikeFormula(string text) =>
        text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20');
}
