namespace Assay.Benchmarks.Runs;

/// <summary>What <c>runs</c> writes as JSON.</summary>
/// <param name="Machine">Where it was measured.</param>
/// <param name="Sizes">One entry a size, in the order asked for.</param>
internal sealed record RunReport(MachineReport Machine, IReadOnlyList<SizeReport> Sizes);

/// <summary>Where it was measured.</summary>
/// <param name="Processors">How many processors the process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The runtime.</param>
/// <param name="Configuration">How the library was built: <c>Release</c> or <c>Debug</c>.</param>
internal sealed record MachineReport(int Processors, string System, string Runtime, string Configuration);

/// <summary>The measures of one size.</summary>
/// <param name="Trials">How many trials.</param>
/// <param name="Items">How many items they are about.</param>
/// <param name="StoreBytesPerTrial">The store's file; 0 when no run was measured.</param>
/// <param name="PayloadBytesPerTrial">What of it is outputs and items.</param>
/// <param name="Measures">One a measure.</param>
internal sealed record SizeReport(int Trials, int Items, double StoreBytesPerTrial, double PayloadBytesPerTrial, IReadOnlyList<MeasureReport> Measures);

/// <summary>One measure of one size.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Trials">How many trials it went over.</param>
/// <param name="Seconds">How long it took; the middle one of several.</param>
/// <param name="AllocatedPerTrial">Bytes that were allocated.</param>
/// <param name="PeakBytes">The process's largest working set.</param>
/// <param name="Limit">What the limit is that it is held against.</param>
/// <param name="LimitSeconds">How long the limit took in the same process.</param>
internal sealed record MeasureReport(string Name, int Trials, double Seconds, double AllocatedPerTrial, long PeakBytes, string Limit, double LimitSeconds)
{
    /// <summary>Processor time of all threads, the runtime's compiler and collector among them: what a machine that others use too does not change much.</summary>
    public double CpuSeconds { get; init; }

    /// <summary>The same of the limit.</summary>
    public double LimitCpuSeconds { get; init; }

    /// <summary>Collections of the youngest generation.</summary>
    public int Collections { get; init; }

    public double TrialsPerSecond => Trials / Seconds;

    /// <summary>The limit's time divided by the measure's: 1 is as fast as the limit.</summary>
    public double Ratio => LimitSeconds / Seconds;
}
