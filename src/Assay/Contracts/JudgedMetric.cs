using System.Text.Json;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>A metric that is a function and asks one judge, whose id and version become part of its identity.</summary>
/// <param name="id">The id that a score names.</param>
/// <param name="version">The version or code digest.</param>
/// <param name="judge">The id of the registered judge.</param>
/// <param name="function">What scores, given the judge; called concurrently.</param>
public sealed class JudgedMetric(string id, string version, string judge, Func<MetricContext, IJudge, CancellationToken, ValueTask<MetricResult>> function) : IMetric
{
    /// <inheritdoc/>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public string Version { get; } = version;

    /// <inheritdoc/>
    public bool ReadsFailures { get; init; }

    /// <inheritdoc/>
    public ValueList<string> JudgesOf(JsonElement? config) => [judge];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: it needs its judge.</exception>
    public BoundMetric Bind(JsonElement? config) => throw new InvalidOperationException($"The metric '{Id}' asks the judge '{judge}'; bind it with its judges.");

    /// <inheritdoc/>
    public BoundMetric Bind(JsonElement? config, IReadOnlyDictionary<string, IJudge> judges)
    {
        var asked = judges[judge];
        return (context, cancellationToken) => function(context, asked, cancellationToken);
    }

    /// <summary>Asks a judge about one candidate and scores its verdict; the result holds the judge's calls, and its explanation where it has none of its own.</summary>
    /// <param name="context">The candidate.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="criteria">What to judge by; null leaves it to the judge.</param>
    /// <param name="score">Scores the verdict.</param>
    /// <param name="cancellationToken">Stops both.</param>
    public static async ValueTask<MetricResult> AskAsync(
        MetricContext context,
        IJudge judge,
        string? criteria,
        Func<MetricContext, JudgeVerdict, CancellationToken, ValueTask<MetricResult>> score,
        CancellationToken cancellationToken)
    {
        var verdict = await VerdictAsync(context, judge, criteria, cancellationToken);
        var result = await score(context, verdict, cancellationToken);
        return result with { Explanation = result.Explanation ?? verdict.Explanation, JudgeCalls = [.. verdict.Calls, .. result.JudgeCalls] };
    }

    /// <summary>Asks a judge about one candidate and finds what several metrics are taken from, for a <see cref="JudgedMetricSet{T}"/>.</summary>
    /// <typeparam name="T">What is found.</typeparam>
    /// <param name="context">The candidate.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="criteria">What to judge by; null leaves it to the judge.</param>
    /// <param name="find">Finds, given the verdict.</param>
    /// <param name="cancellationToken">Stops both.</param>
    public static async ValueTask<Judged<T>> FindAsync<T>(
        MetricContext context,
        IJudge judge,
        string? criteria,
        Func<MetricContext, JudgeVerdict, CancellationToken, ValueTask<T>> find,
        CancellationToken cancellationToken)
    {
        var verdict = await VerdictAsync(context, judge, criteria, cancellationToken);
        return new Judged<T>(await find(context, verdict, cancellationToken)) { Explanation = verdict.Explanation, Calls = verdict.Calls };
    }

    private static ValueTask<JudgeVerdict> VerdictAsync(MetricContext context, IJudge judge, string? criteria, CancellationToken cancellationToken) =>
        judge.JudgeAsync(new JudgeRequest(context.Item, [context.Output]) { Criteria = criteria, Runtime = context.Runtime }, cancellationToken);
}
