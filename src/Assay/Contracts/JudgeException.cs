using Assay.Errors;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>What a judge throws that was asked and has no verdict: the metric's recorded failure, with the calls that were made.</summary>
public sealed class JudgeException : AssayException
{
    /// <summary>Throws a failure.</summary>
    /// <param name="code">What kind of failure, such as <see cref="ErrorCode.VerdictUnreadable"/>.</param>
    /// <param name="message">What happened, without secrets: it is stored.</param>
    /// <param name="innerException">What lay beneath, if anything.</param>
    public JudgeException(ErrorCode code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>The calls that were made, in order; empty by default.</summary>
    public ValueList<JudgeCall> Calls { get; init; } = [];
}
