namespace Assay.Errors;

/// <summary>A bundle cannot be written, or a file of results is refused; then nothing of it was recorded.</summary>
public sealed class ExchangeException : AssayException
{
    /// <summary>Throws one problem.</summary>
    public ExchangeException(Problem problem, Exception? innerException = null)
        : base(problem, innerException)
    {
    }

    /// <summary>Throws several problems at once.</summary>
    public ExchangeException(IReadOnlyList<Problem> problems, Exception? innerException = null)
        : base(problems, innerException)
    {
    }
}
