using System.Globalization;
using Assay.Statistics;

namespace Assay.Results;

/// <summary>How the samples of scores are reduced: as is asked for, else as each score says.</summary>
internal static class Reductions
{
    /// <summary>What tables say where scores are reduced in several ways.</summary>
    private const string Several = "each score's reduction";

    /// <summary>Refuses a task with fewer samples than a reduction takes.</summary>
    /// <exception cref="Errors.AssayException">It has fewer (<see cref="Errors.ErrorCode.ComparisonInvalid"/>).</exception>
    public static void Require(TaskScope task, SampleReduction? asked)
    {
        foreach (var reduction in task.Columns.Select(column => asked ?? column.Reduction))
        {
            if (task.Slice.Samples < reduction.LeastSamples)
                throw StatisticsInput.Invalid(string.Create(CultureInfo.InvariantCulture, $"{reduction.Name} needs {reduction.LeastSamples} samples of each item, and slice '{task.Id}' has {task.Slice.Samples}; take more samples or a smaller k."));
        }
    }

    /// <summary>The name of the reduction for tables.</summary>
    public static string NameOf(IEnumerable<TaskScope> tasks, SampleReduction? asked)
    {
        if (asked is not null)
            return asked.Name;
        string[] names = [.. tasks.SelectMany(static task => task.Columns).Select(static column => column.Reduction.Name).Distinct(StringComparer.Ordinal)];
        return names.Length switch
        {
            0 => SampleReduction.Mean.Name,
            1 => names[0],
            _ => Several,
        };
    }
}
