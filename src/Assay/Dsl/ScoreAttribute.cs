namespace Assay;

/// <summary>
/// Declares a score on a static method that takes any of the item, the parsed value, the <see cref="Output"/> and the <see cref="Transcript"/>, and returns a number, a truth
/// value (1 or 0), a <see cref="Contracts.MetricResult"/>, or several metrics at once, also as a task. A parameter of type <see cref="Parsed{T}"/> lets
/// it score unreadable answers too.
/// </summary>
/// <remarks>
/// Several metrics are the members of a record, class, struct or named tuple: each public member that is a number, a truth value or a
/// <see cref="Contracts.MetricResult"/> is one, called <c>score/member-name</c>. A member that is a text explains them all, or, where its name begins
/// with a metric's, that one alone: <c>record Grade(double Fluency, double Adequacy, string Reason)</c>.
/// </remarks>
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

    /// <summary>How the samples of one item become one score, in tables and gates: <c>mean</c>, <c>max</c>, <c>majority</c> (the most frequent score) or <c>pass@k</c> (Chen et al., 2021); null, the default, is the mean.</summary>
    public string? Reduction { get; init; }

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
