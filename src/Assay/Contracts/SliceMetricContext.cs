namespace Assay.Contracts;

/// <summary>What a metric of a whole slice reads: every item's answer by one model, asked in one way.</summary>
/// <param name="answers">One for each item, in the order of the slice.</param>
public sealed class SliceMetricContext(IReadOnlyList<AnsweredItem> answers)
{
    private readonly List<(object Function, object Finding)> findings = [];

    /// <summary>One for each item, in the order of the slice.</summary>
    public IReadOnlyList<AnsweredItem> Answers { get; } = answers;

    /// <summary>The answers with typed items.</summary>
    /// <typeparam name="TItem">The items' type.</typeparam>
    /// <exception cref="InvalidCastException">An item is of another type.</exception>
    public IReadOnlyList<Answered<TItem>> AnswersAs<TItem>() => [.. Answers.Select(static answer => new Answered<TItem>((TItem)answer.Item.Value, answer.Output))];

    /// <summary>The answers with typed items and parsed values.</summary>
    /// <typeparam name="TItem">The items' type.</typeparam>
    /// <typeparam name="TParsed">What the parse gives.</typeparam>
    /// <exception cref="InvalidCastException">An item or a parsed value is of another type.</exception>
    public IReadOnlyList<Answered<TItem, TParsed>> AnswersAs<TItem, TParsed>() =>
    [
        .. Answers.Select(static answer => new Answered<TItem, TParsed>(
            (TItem)answer.Item.Value,
            answer.Output,
            answer.Extraction.Success ? Parsed.Found((TParsed)answer.Extraction.Value!) : Parsed.Failed<TParsed>(answer.Extraction.Reason ?? "The parse found no value."))),
    ];

    /// <summary>Runs a function, unless it ran before; one that threw throws again. For one thread at a time.</summary>
    internal Task<T> OnceAsync<T>(Func<SliceMetricContext, CancellationToken, ValueTask<T>> function, CancellationToken cancellationToken)
    {
        foreach (var (known, finding) in findings)
        {
            if (ReferenceEquals(known, function))
                return (Task<T>)finding;
        }

        var made = RunAsync(function, cancellationToken);
        findings.Add((function, made));
        return made;
    }

    private async Task<T> RunAsync<T>(Func<SliceMetricContext, CancellationToken, ValueTask<T>> function, CancellationToken cancellationToken) => await function(this, cancellationToken);
}
