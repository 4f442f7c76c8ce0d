using System.Globalization;
using Assay.Contracts;
using Assay.Sessions;
using Xunit;

namespace Assay.Xunit;

/// <summary>
/// Shared by all slices' tests of an assembly: one store, one set of limits. The generator registers it as the assembly's
/// fixture and writes the tests that call it.
/// </summary>
/// <typeparam name="TCatalog">The assembly's generated catalog.</typeparam>
public sealed class AssayFixture<TCatalog> : IAsyncDisposable
    where TCatalog : IBenchmarkCatalog, new()
{
    private readonly TestSession session = TestSession.For<TCatalog>();

    /// <summary>
    /// Runs one slice and compares it with its snapshot. Where nothing can be said, the test is skipped; an improvement
    /// passes with a warning. The test's output shows the slice's table and verdicts, and its figures are one attachment of the
    /// test, <c>figures</c>: a line for each, its name and its value with a tab between.
    /// </summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    public async Task VerifyAsync(string benchmark, string slice, CancellationToken cancellationToken)
    {
        var outcome = await session.VerifyAsync(benchmark, slice, cancellationToken);
        var test = TestContext.Current;
        if (outcome.Output.Length > 0)
            test.TestOutputHelper?.WriteLine(outcome.Output);
        if (FiguresOf(outcome) is { Length: > 0 } figures)
            test.AddAttachment("figures", figures);
        switch (outcome.Kind)
        {
            case OutcomeKind.Failed:
                Assert.Fail(outcome.Message);
                break;
            case OutcomeKind.Inconclusive:
                Assert.Skip(outcome.Message);
                break;
            case OutcomeKind.Improved:
                test.AddWarning(outcome.Message);
                break;
        }
    }

    private static string FiguresOf(SliceOutcome outcome) => string.Concat(outcome.Figures
        .Where(static figure => figure.Mean is not null)
        .Select(static figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name}\t{figure.Mean:R}\n")));

    /// <summary>Closes the store.</summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
