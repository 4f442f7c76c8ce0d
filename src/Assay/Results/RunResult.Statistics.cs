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

    /// <summary>
    /// Compares models, prompts or params over the same items: pairs by item, samples reduced first, one test for each metric, p values
    /// adjusted over all comparisons of the call. What is neither compared nor grouped by is kept apart, unless <see cref="ComparisonOptions.Across"/> names it.
    /// </summary>
    /// <param name="metric">The metric's name; every metric when null.</param>
    /// <param name="options">What is compared, groups, test, correction; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the reading and the draws between comparisons.</param>
    /// <returns>Rows without pairs too, with what stands in their way counted.</returns>
    /// <exception cref="AssayException">
    /// An unknown metric, baseline or treatment, no pair in any comparison, a slice with fewer samples than the reduction needs, or scores that the
    /// test cannot take (<see cref="ErrorCode.ComparisonInvalid"/>); groups or numbers that cannot be (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<ComparisonTable> PairedCompareAsync(string? metric, ComparisonOptions? options = null, CancellationToken cancellationToken = default) =>
        await new ComparisonRun(TasksOfMetric(metric), options ?? new ComparisonOptions()).RunAsync(Source.Store, cancellationToken);

    /// <summary>
    /// Compares this result as treatment with another as baseline, slice by slice and metric by metric of the same names, over the items that both
    /// hold with one content. A model, prompt or set of params of which each result has one only may differ in name.
    /// </summary>
    /// <param name="baseline">What is compared with; its store may be another one.</param>
    /// <param name="metric">The metric's name; every metric when null.</param>
    /// <param name="options">Groups, test, correction; the defaults when null. What is compared plays no part.</param>
    /// <param name="cancellationToken">Stops the reading and the draws between comparisons.</param>
    /// <inheritdoc cref="PairedCompareAsync(string?, ComparisonOptions?, CancellationToken)" path="/returns|/exception"/>
    public async Task<ComparisonTable> PairedCompareAsync(RunResult baseline, string? metric, ComparisonOptions? options = null, CancellationToken cancellationToken = default) =>
        await new RunComparison(baseline, this, metric, options ?? new ComparisonOptions()).RunAsync(cancellationToken);

    /// <summary>
    /// Ranks models, with each prompt and set of params where there are several, by the mean of a metric over all items. Each is compared
    /// with the leader over the items that both have scored, so that a lead that may be chance is told as a tie.
    /// </summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="options">Reduction, level, correction; the defaults when null.</param>
    /// <param name="cancellationToken">Stops the reading and the draws between comparisons.</param>
    /// <exception cref="AssayException">
    /// An unknown metric, one that is better higher in one task and lower in another, or a slice with fewer samples than the reduction needs
    /// (<see cref="ErrorCode.ComparisonInvalid"/>); numbers that cannot be (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<Leaderboard> LeaderboardAsync(string metric, LeaderboardOptions? options = null, CancellationToken cancellationToken = default) =>
        await new LeaderboardRun(TasksOfMetric(metric), metric, options ?? new LeaderboardOptions()).RunAsync(Source.Store, cancellationToken);

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
