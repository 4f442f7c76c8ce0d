namespace Assay.Errors;

/// <summary>The run has stopped, so that whatever is under way ends without being recorded.</summary>
internal sealed class RunStoppedException() : OperationCanceledException("The run has stopped.");
