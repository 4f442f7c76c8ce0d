using Assay.Contracts;
using Assay.Sessions;

namespace Assay.MSTest;

/// <summary>
/// Shared by all slices' tests of an assembly: one store, one set of limits. The generator writes the classes that enter
/// it, ask it and leave it. MSTest gives an assembly one initialiser, which is the user's: so the fixture opens with the
/// first class that enters and closes with the last that leaves, and may be entered again.
/// </summary>
/// <typeparam name="TCatalog">The assembly's generated catalog.</typeparam>
public sealed class AssayFixture<TCatalog>
    where TCatalog : IBenchmarkCatalog, new()
{
    private readonly Lock gate = new();
    private TestSession? session;
    private int classes;

    /// <summary>Says that a class's tests begin.</summary>
    public void Enter()
    {
        lock (gate)
        {
            classes++;
            session ??= TestSession.For<TCatalog>();
        }
    }

    /// <summary>
    /// Runs one slice and compares it with its snapshot. Where nothing can be said, the test is inconclusive; an improvement
    /// passes with a warning. The test's output shows the slice's table and verdicts, and the outcome with each figure is a result file of the test.
    /// </summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="context">The test's context: takes the message, and its token stops the run; what is committed stays.</param>
    /// <exception cref="InvalidOperationException">No class has entered.</exception>
    public async Task VerifyAsync(string benchmark, string slice, TestContext context)
    {
        var outcome = await Current().VerifyAsync(benchmark, slice, context.CancellationToken);
        if (outcome.Output.Length > 0)
            context.WriteLine("{0}", outcome.Output);
        if (outcome.File is { } file)
            context.AddResultFile(file);
        switch (outcome.Kind)
        {
            case OutcomeKind.Failed:
                Assert.Fail(outcome.Message);
                break;
            case OutcomeKind.Inconclusive:
                Assert.Inconclusive(outcome.Message);
                break;
            case OutcomeKind.Improved:
                context.DisplayMessage(MessageLevel.Warning, outcome.Message);
                break;
        }
    }

    /// <summary>Says that a class's tests have ended. The last one closes the store.</summary>
    /// <exception cref="InvalidOperationException">No class has entered.</exception>
    public async Task LeaveAsync()
    {
        var last = Current();
        lock (gate)
        {
            if (--classes > 0)
                return;
            session = null;
        }

        await last.DisposeAsync();
    }

    private TestSession Current()
    {
        lock (gate)
            return session ?? throw new InvalidOperationException("The fixture must be entered before it is asked or left.");
    }
}
