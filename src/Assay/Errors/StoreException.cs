namespace Assay.Errors;

/// <summary>A store cannot be opened, read or written; what was committed before stays.</summary>
public sealed class StoreException : AssayException
{
    /// <summary>Throws one problem.</summary>
    public StoreException(Problem problem, Exception? innerException = null)
        : base(problem, innerException)
    {
    }

    /// <summary>Throws several problems at once.</summary>
    public StoreException(IReadOnlyList<Problem> problems, Exception? innerException = null)
        : base(problems, innerException)
    {
    }
}
