namespace Assay.Errors;

/// <summary>A spec or project file breaks rules; every broken rule is one problem.</summary>
public sealed class SpecValidationException : AssayException
{
    /// <summary>Throws one problem.</summary>
    public SpecValidationException(Problem problem, Exception? innerException = null)
        : base(problem, innerException)
    {
    }

    /// <summary>Throws several problems at once.</summary>
    public SpecValidationException(IReadOnlyList<Problem> problems, Exception? innerException = null)
        : base(problems, innerException)
    {
    }
}
