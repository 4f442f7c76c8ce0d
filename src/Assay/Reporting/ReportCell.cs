namespace Assay.Reporting;

/// <summary>A cell of a table: a text, a number, or nothing.</summary>
public readonly record struct ReportCell
{
    private ReportCell(string? text, double? number, bool isCount)
    {
        Text = text;
        Number = number;
        IsCount = isCount;
    }

    /// <summary>The text; null in a cell of a number or of nothing.</summary>
    public string? Text { get; }

    /// <summary>The number; null in a cell of a text or of nothing.</summary>
    public double? Number { get; }

    /// <summary>Whether the number counts things, so that it is shown without decimals.</summary>
    public bool IsCount { get; }

    /// <summary>A text.</summary>
    public static ReportCell Of(string text) => new(text, null, false);

    /// <summary>A figure, or nothing.</summary>
    public static ReportCell Of(double? figure) => new(null, figure, false);

    /// <summary>A count, or nothing.</summary>
    public static ReportCell Count(long? count) => new(null, count, true);
}
