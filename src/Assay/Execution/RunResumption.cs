using System.Diagnostics.CodeAnalysis;

namespace Assay.Execution;

/// <summary>What became of a run that was resumed: a handle while work is pending elsewhere, the result when none is.</summary>
/// <typeparam name="TResult">The results.</typeparam>
/// <param name="Handle">How the run stands.</param>
/// <param name="Result">The results; null while work is pending.</param>
public sealed record RunResumption<TResult>(RunHandle Handle, TResult? Result)
    where TResult : class
{
    /// <summary>Whether no work is pending, so that there is a result.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    public bool IsDone => Result is not null;
}
