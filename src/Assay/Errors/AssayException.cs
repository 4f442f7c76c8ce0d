namespace Assay.Errors;

/// <summary>The base of what this library throws: one or more problems, the first of which gives the code.</summary>
public class AssayException : Exception
{
    /// <summary>Throws one problem.</summary>
    public AssayException(Problem problem, Exception? innerException = null)
        : this([problem], innerException)
    {
    }

    /// <summary>Throws one problem that has no place.</summary>
    public AssayException(ErrorCode code, string message, Exception? innerException = null)
        : this(new Problem(code, message), innerException)
    {
    }

    /// <summary>Throws several problems at once.</summary>
    /// <param name="problems">At least one.</param>
    /// <param name="innerException">What lay beneath, if anything.</param>
    public AssayException(IReadOnlyList<Problem> problems, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, problems), innerException)
    {
        ArgumentOutOfRangeException.ThrowIfZero(problems.Count);
        Problems = problems;
    }

    /// <summary>The first problem's code.</summary>
    public ErrorCode Code => Problems[0].Code;

    /// <summary>All problems, in the order in which they were found; never empty.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
