namespace Assay.Errors;

/// <summary>An answer of a model is not known, and the run may not ask for it. Nothing failed: the work is left to a run that may.</summary>
/// <param name="message">Which answer, and what to do.</param>
internal sealed class AnswerMissingException(string message) : AssayException(ErrorCode.GenerationMissing, message);
