using Assay.Contracts;
using Assay.Sessions;
using TUnit.Core;
using TUnit.Core.Exceptions;

namespace Assay.TUnit;

/// <summary>
/// Shared by all slices' tests of an assembly: one store, one set of limits. The generator writes the classes that TUnit
/// hands it to, once per session.
/// </summary>
/// <typeparam name="TCatalog">The assembly's generated catalog.</typeparam>
public sealed class AssayFixture<TCatalog> : IAsyncDisposable
    where TCatalog : IBenchmarkCatalog, new()
{
    private readonly TestSession session = TestSession.For<TCatalog>();

    /// <summary>
    /// Runs one slice and compares it with its snapshot, as a part of the running test, whose token stops the run; what is
    /// committed stays. Where nothing can be said, the test is skipped; an improvement passes and says so. The test's
    /// output shows the slice's table and verdicts, and the outcome with each figure is an artifact of the test.
    /// </summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <exception cref="InvalidOperationException">No test is running.</exception>
    public async Task VerifyAsync(string benchmark, string slice)
    {
        var context = TestContext.Current ?? throw new InvalidOperationException("Slices are verified within a running test.");
        var outcome = await session.VerifyAsync(benchmark, slice, context.Execution.CancellationToken);
        if (outcome.Output.Length > 0)
            await context.Output.StandardOutput.WriteLineAsync(outcome.Output);
        if (outcome.File is { } file)
            context.Output.AttachArtifact(file, $"{benchmark} / {slice}", "The outcome with each score's figure.");
        switch (outcome.Kind)
        {
            case OutcomeKind.Failed:
                throw new TUnitException(outcome.Message);
            case OutcomeKind.Inconclusive:
                Skip.Test(outcome.Message);
                break;
        }
    }

    /// <summary>Closes the store.</summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
