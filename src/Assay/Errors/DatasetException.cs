namespace Assay.Errors;

/// <summary>A data set cannot be read; the problem names the file and the line.</summary>
public sealed class DatasetException : AssayException
{
    /// <summary>Throws one problem.</summary>
    public DatasetException(Problem problem, Exception? innerException = null)
        : base(problem, innerException)
    {
    }

    /// <summary>Throws several problems at once.</summary>
    public DatasetException(IReadOnlyList<Problem> problems, Exception? innerException = null)
        : base(problems, innerException)
    {
    }
}
