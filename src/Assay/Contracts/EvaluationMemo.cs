namespace Assay.Contracts;

/// <summary>What the functions of metric sets found for one candidate, so that each runs once however many of its metrics are asked for. For one thread at a time.</summary>
internal sealed class EvaluationMemo
{
    private readonly List<(object Function, MetricContext Context, object Finding)> findings = [];

    /// <summary>Runs a function, unless it ran on the same things before; one that threw throws again.</summary>
    public Task<T> OnceAsync<T>(Func<MetricContext, CancellationToken, ValueTask<T>> function, MetricContext context, CancellationToken cancellationToken) =>
        OnceAsync(function, context, () => function(context, cancellationToken));

    /// <summary>Runs what a function amounts to, unless it ran on the same things before; what threw throws again.</summary>
    public Task<T> OnceAsync<T>(object function, MetricContext context, Func<ValueTask<T>> run)
    {
        foreach (var (known, read, finding) in findings)
        {
            if (ReferenceEquals(known, function) && ReferenceEquals(read.Item, context.Item) && ReferenceEquals(read.Output, context.Output) && ReferenceEquals(read.Parsed, context.Parsed) && read.Extraction.Success == context.Extraction.Success)
                return (Task<T>)finding;
        }

        var made = RunAsync(run);
        findings.Add((function, context, made));
        return made;
    }

    private static async Task<T> RunAsync<T>(Func<ValueTask<T>> run) => await run();
}
