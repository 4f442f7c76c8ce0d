using Assay.Contracts;

namespace Assay.Metrics;

/// <summary>The metrics of whole slices that every registry with built-ins has.</summary>
internal static class BuiltInSliceMetrics
{
    /// <summary>All of them; they have no state.</summary>
    public static IReadOnlyList<ISliceMetric> All { get; } = [new CorpusBleuMetric(), new MacroF1Metric(), new CalibrationErrorMetric(), .. AgreementMetric.All];
}
