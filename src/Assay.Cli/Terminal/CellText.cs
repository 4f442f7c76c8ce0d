using System.Globalization;
using Assay.Reporting;

namespace Assay.Cli.Terminal;

/// <summary>Cells as people read them.</summary>
internal static class CellText
{
    private const int Longest = 100;

    /// <summary>A text on one line, a count, a figure by four decimals, or a dash for nothing.</summary>
    public static string Of(ReportCell cell) => cell switch
    {
        { Text: "" } => "-",
        { Text: { } text } => SafeText.Beginning(text, Longest),
        { Number: { } number, IsCount: true } => number.ToString("F0", CultureInfo.InvariantCulture),
        { Number: { } number } => number.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => "-",
    };
}
