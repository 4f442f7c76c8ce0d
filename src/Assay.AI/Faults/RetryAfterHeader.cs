using System.Globalization;

namespace Assay.AI.Faults;

/// <summary>Reads how long a provider asks to wait.</summary>
internal static class RetryAfterHeader
{
    /// <summary>Reads <c>retry-after-ms</c>, else <c>Retry-After</c> in seconds or as a moment; null where there is neither, or nonsense.</summary>
    /// <param name="valueOf">The value of a header; null where it is absent.</param>
    /// <param name="now">The time.</param>
    public static TimeSpan? Read(Func<string, string?> valueOf, DateTimeOffset now)
    {
        if (Number(valueOf("retry-after-ms")) is { } milliseconds)
            return Wait(milliseconds / 1000);
        var text = valueOf("Retry-After");
        if (Number(text) is { } seconds)
            return Wait(seconds);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Wait((moment - now).TotalSeconds)
            : null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static TimeSpan Wait(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 86_400));
}
