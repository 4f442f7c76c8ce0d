namespace Assay.Errors;

/// <summary>A snapshot file cannot be read or written.</summary>
public sealed class SnapshotException : AssayException
{
    /// <summary>Throws one problem.</summary>
    public SnapshotException(Problem problem, Exception? innerException = null)
        : base(problem, innerException)
    {
    }

    /// <summary>Throws several problems at once.</summary>
    public SnapshotException(IReadOnlyList<Problem> problems, Exception? innerException = null)
        : base(problems, innerException)
    {
    }
}
