using Assay.Errors;
using Assay.Specs;

namespace Assay.Results;

/// <content>Figures over many trials.</content>
public abstract partial class RunResult
{
    /// <summary>
    /// Groups the scores and describes each group by mean, standard error and interval. Reads scores alone, in one pass.
    /// Nothing is averaged together unasked: metrics never are, and models, prompts and params are columns of the table where there
    /// are several of them, unless <see cref="AggregateOptions.Across"/> names them. Slices and items are what is averaged over.
    /// </summary>
    /// <param name="groupBy">By what to group, in the order of the columns; may be empty.</param>
    /// <param name="options">Metric, reduction, level; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="AssayException">
    /// A column twice, an unknown dimension, a level outside 0 to 1 (<see cref="ErrorCode.OptionInvalid"/>); an unknown metric, a slice with fewer
    /// samples than the reduction needs, or without the field by which it clusters its items (<see cref="ErrorCode.ComparisonInvalid"/>).
    /// </exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<AggregateTable> AggregateAsync(ValueList<GroupKey> groupBy, AggregateOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new AggregateOptions();
        var tasks = TasksOfMetric(options.Metric);
        return await new Aggregator(tasks, Grouping.Of(tasks, groupBy, options.Across), options).RunAsync(Source.Store, cancellationToken);
    }

    /// <summary>The tasks with one metric alone, or with all.</summary>
    internal IReadOnlyList<TaskScope> TasksOfMetric(string? metric)
    {
        if (metric is null)
            return Tasks;
        IReadOnlyList<TaskScope> tasks = [.. Tasks.Select(task => task.With(column => column.Name == metric)).Where(static task => task.Columns.Count > 0)];
        return tasks.Count > 0
            ? tasks
            : throw new AssayException(ErrorCode.ComparisonInvalid, $"The results of '{ExperimentId}' hold no metric '{metric}'; they hold: {(Scores.Count == 0 ? "none" : string.Join(", ", Scores.Select(static score => score.Name).Distinct(StringComparer.Ordinal)))}.");
    }
}
