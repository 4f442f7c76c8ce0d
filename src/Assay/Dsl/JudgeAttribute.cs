namespace Assay;

/// <summary>
/// Declares a judge, which scores ask by <see cref="ScoreAttribute.Judge"/>: on a static method that takes any of the item, the
/// <see cref="Output"/>, a <see cref="Contracts.JudgeRequest"/> and a <see cref="CancellationToken"/>, and returns a
/// <see cref="Contracts.JudgeVerdict"/>, a number or a truth value (1 or 0), also as a task; or on a static property of type
/// <see cref="Contracts.IJudge"/>, whose id and version are its own.
/// </summary>
/// <param name="id">Unique within the benchmark.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, AllowMultiple = false)]
public sealed class JudgeAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;

    /// <summary>Whether a call costs money, so that it is made in <c>Run</c> mode alone; false by default. Of a method: an <see cref="Contracts.IJudge"/> says it itself.</summary>
    public bool Paid { get; init; }

    /// <summary>Takes the place of the digest of the code in its identity; null uses the digest.</summary>
    public string? Version { get; init; }
}
