using System.Globalization;

namespace Assay.Text;

/// <summary>Numbers as tables and messages show them, in every culture alike.</summary>
internal static class Figure
{
    /// <summary>Four decimals; four significant digits where those would say nothing or too much; a dash for no value.</summary>
    public static string Mean(double? mean)
    {
        if (mean is not { } value)
            return "–";
        if (value == 0)
            return "0.0000";
        var format = Math.Abs(value) is < 0.001 or >= 1e9 ? "0.###E+0" : "F4";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A difference of means with its sign.</summary>
    public static string Change(double difference) => difference > 0 ? "+" + Mean(difference) : Mean(difference);

    /// <summary>The shortest text that reads back as the number.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A share as per cent: whole ones, or with a digit where it is small.</summary>
    public static string Percent(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{(share * 100).ToString(share is > 0 and < 0.0995 ? "0.#" : "0", CultureInfo.InvariantCulture)} %");

    /// <summary>A count of things.</summary>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");
}
