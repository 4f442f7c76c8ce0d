namespace Assay;

/// <summary>Declares a score on a static method that takes any of the item, the parsed value and the <see cref="Output"/>, and returns a number or a truth value (1 or 0), also as a task.</summary>
/// <param name="id">Unique within the benchmark.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class ScoreAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>The parse whose value it reads; null gives it the output alone.</summary>
    public string? Parse { get; init; }

    /// <summary>
    /// The judge that is asked first, by id or by <c>nameof</c>, of this class or of the orchestrator's registry; the method then takes its
    /// <see cref="Contracts.JudgeVerdict"/>, or the <see cref="Contracts.IJudge"/> itself with the <see cref="Contracts.MetricContext"/> to ask it with. Null for none.
    /// </summary>
    public string? Judge { get; init; }

    /// <summary>What the judge is to judge by, in words; null leaves it to the judge.</summary>
    public string? Criteria { get; init; }

    /// <summary>Whether a larger value is better; true by default.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>The score of an output whose parse failed; NaN, the default, leaves it unscored and counted as failed.</summary>
    public double IfUnparsed { get; init; } = double.NaN;

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
