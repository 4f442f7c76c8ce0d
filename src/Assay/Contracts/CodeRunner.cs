namespace Assay.Contracts;

/// <summary>
/// Runs generated code against tests, in whatever sandbox the user trusts. It is called concurrently, and ends what it
/// started when it is cancelled. Code that does not compile or crashes is a verdict; an exception is the metric's failure.
/// </summary>
/// <param name="run">What to run.</param>
/// <param name="cancellationToken">Stops it, also when its time is over.</param>
public delegate Task<CodeVerdict> CodeRunner(CodeRun run, CancellationToken cancellationToken);
