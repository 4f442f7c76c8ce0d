using System.Globalization;
using Assay.Errors;

namespace Assay.Statistics;

/// <summary>The checks that every statistic makes on what it is given.</summary>
internal static class StatisticsInput
{
    /// <summary>Refuses an empty sample and numbers that are not finite.</summary>
    public static void RequireSample(ReadOnlySpan<double> values, string name)
    {
        if (values.IsEmpty)
            throw Invalid($"{name} holds no values: a statistic needs at least one.");
        for (var i = 0; i < values.Length; i++)
            RequireFinite(values[i], name, i);
    }

    /// <summary>Refuses a number that is not finite.</summary>
    public static void RequireFinite(double value, string name, long index)
    {
        if (!double.IsFinite(value))
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] is {value}: leave failed items out before computing statistics."));
    }

    /// <summary>Refuses samples that cannot be pairs.</summary>
    public static void RequirePairs(int first, int second, string firstName, string secondName)
    {
        if (first != second)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"{firstName} has {first} values and {secondName} has {second}: pair them by item first."));
    }

    /// <summary>Refuses a probability outside the open interval from 0 to 1.</summary>
    public static void RequireOpenUnit(double value, string name)
    {
        if (!(value is > 0 and < 1))
            throw Option(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: give a number above 0 and below 1."));
    }

    /// <summary>Refuses a number that is not positive and finite.</summary>
    public static void RequirePositive(double value, string name)
    {
        if (!(value > 0) || !double.IsFinite(value))
            throw Option(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: give a finite number above 0."));
    }

    /// <summary>Refuses a count below its least value.</summary>
    public static void RequireAtLeast(long value, long least, string name)
    {
        if (value < least)
            throw Option(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}: give at least {least}."));
    }

    /// <summary>An error about the data.</summary>
    public static AssayException Invalid(string message) => new(ErrorCode.ComparisonInvalid, message);

    /// <summary>An error about a setting.</summary>
    public static AssayException Option(string message) => new(ErrorCode.OptionInvalid, message);
}
