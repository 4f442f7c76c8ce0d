using Assay.Specs;

namespace Assay.Contracts;

/// <summary>
/// Metrics that one function finds together with a judge's help, such as the numbers of a record: for a candidate the function runs once
/// and the judge is asked once, however many of its metrics are asked for. <see cref="PluginRegistry.Add{T}(JudgedMetricSet{T})"/> registers each.
/// </summary>
/// <typeparam name="T">What the function finds.</typeparam>
public sealed class JudgedMetricSet<T>
{
    private readonly string judge;
    private readonly Func<MetricContext, IJudge, CancellationToken, ValueTask<Judged<T>>> function;
    private readonly IReadOnlyList<KeyValuePair<string, Func<T, MetricResult>>> parts;

    /// <summary>Makes a set.</summary>
    /// <param name="version">The version or code digest, of all its metrics.</param>
    /// <param name="judge">The id of the registered judge.</param>
    /// <param name="function">What finds, given the judge, see <see cref="JudgedMetric.FindAsync{T}"/>; called concurrently for several candidates.</param>
    /// <param name="metrics">The metrics, each with the id that a score names and what takes it from what was found.</param>
    public JudgedMetricSet(
        string version,
        string judge,
        Func<MetricContext, IJudge, CancellationToken, ValueTask<Judged<T>>> function,
        IReadOnlyList<KeyValuePair<string, Func<T, MetricResult>>> metrics)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(version);
        ArgumentException.ThrowIfNullOrWhiteSpace(judge);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(metrics);
        Version = version;
        (this.judge, this.function, parts) = (judge, function, metrics);
    }

    /// <summary>The version of each metric.</summary>
    public string Version { get; }

    /// <summary>Whether the metrics also score outputs in which their score's parse found nothing, see <see cref="IMetric.ReadsFailures"/>; false by default.</summary>
    public bool ReadsFailures { get; init; }

    /// <summary>The metrics, in the order in which they were given; each asks the judge.</summary>
    public IEnumerable<IMetric> Metrics => parts.Select(part => new JudgedMetric(part.Key, Version, judge, Of(part.Value)) { ReadsFailures = ReadsFailures });

    private Func<MetricContext, IJudge, CancellationToken, ValueTask<MetricResult>> Of(Func<T, MetricResult> part) => async (context, asked, cancellationToken) =>
    {
        var memo = context.Memo ?? new EvaluationMemo();
        var finding = await memo.OnceAsync(function, context, () => FindAsync(context, asked, cancellationToken)).ConfigureAwait(false);
        var result = part(finding.Judged.Value);
        return result with { Explanation = result.Explanation ?? finding.Judged.Explanation, JudgeCalls = [.. finding.TakeCalls(), .. result.JudgeCalls] };
    };

    private async ValueTask<Finding> FindAsync(MetricContext context, IJudge asked, CancellationToken cancellationToken) =>
        new(await function(context, asked, cancellationToken).ConfigureAwait(false));

    private sealed class Finding(Judged<T> judged)
    {
        private bool isTaken;

        public Judged<T> Judged { get; } = judged;

        /// <summary>The judge's calls for whoever asks first, so that each is recorded once.</summary>
        public ValueList<JudgeCall> TakeCalls()
        {
            var calls = isTaken ? [] : Judged.Calls;
            isTaken = true;
            return calls;
        }
    }
}
