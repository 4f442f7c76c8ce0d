using System.Globalization;
using Assay.Errors;

namespace Assay.AI;

/// <summary>Holds options of engines to their ranges.</summary>
internal static class OptionRanges
{
    /// <summary>Refuses the first option that is not above 0; one that is not set is fine.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>.</exception>
    public static void EnsureAboveZero(params ReadOnlySpan<(string Name, double? Value)> options)
    {
        foreach (var (name, value) in options)
        {
            if (value <= 0)
                throw new AssayException(ErrorCode.OptionInvalid, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, and must be above 0; correct it."));
        }
    }
}
