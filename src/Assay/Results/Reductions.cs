using System.Globalization;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>What reductions need of a task.</summary>
internal static class Reductions
{
    /// <summary>Refuses a task with fewer samples than a reduction takes.</summary>
    /// <exception cref="Errors.AssayException">It has fewer (<see cref="Errors.ErrorCode.ComparisonInvalid"/>).</exception>
    public static void Require(TaskScope task, SampleReduction reduction)
    {
        if (task.Slice.Samples < reduction.LeastSamples)
            throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"{reduction.Name} needs {reduction.LeastSamples} samples of each item, and slice '{task.Id}' has {task.Slice.Samples}; take more samples or a smaller k."));
    }
}
