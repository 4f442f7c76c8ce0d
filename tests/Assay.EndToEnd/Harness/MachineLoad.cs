using System.Globalization;

namespace Assay.EndToEnd.Harness;

/// <summary>How busy the machine is with whatever runs on it.</summary>
internal static class MachineLoad
{
    private const double Busy = 3;

    /// <summary>Whether over the last minute so many threads wanted each core that no time says anything; false where that is not known.</summary>
    public static bool IsBusy => File.Exists("/proc/loadavg")
        && double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) > Busy * Environment.ProcessorCount;
}
