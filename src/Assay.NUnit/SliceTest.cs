using Assay.Sessions;
using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Assay.NUnit;

/// <summary>What the generated tests call.</summary>
public static class SliceTest
{
    internal const string SessionKey = "_ASSAY_SESSION";

    /// <summary>
    /// Runs one slice and compares it with its snapshot, as a part of the running test, whose token stops the run; what is
    /// committed stays. Where nothing can be said, the test is inconclusive. An improvement passes and says so: NUnit's own
    /// warnings would show the test as skipped. The test's output shows the slice's table and verdicts, and the outcome with each figure is
    /// an attachment of the test.
    /// </summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <exception cref="InvalidOperationException">The assembly has no <see cref="AssayFixtureAttribute{TCatalog}"/>.</exception>
    public static async Task VerifyAsync(string benchmark, string slice)
    {
        var context = TestContext.CurrentContext;
        var outcome = await SessionOf(context.Test.Parent).VerifyAsync(benchmark, slice, context.CancellationToken);
        if (outcome.Output.Length > 0)
            await TestContext.Out.WriteLineAsync(outcome.Output);
        if (outcome.File is { } file)
            TestContext.AddTestAttachment(file, $"{benchmark} / {slice}: the outcome with each score's figure");
        switch (outcome.Kind)
        {
            case OutcomeKind.Failed:
                Assert.Fail(outcome.Message);
                break;
            case OutcomeKind.Inconclusive:
                Assert.Inconclusive(outcome.Message);
                break;
            case OutcomeKind.Improved:
                await TestContext.Progress.WriteLineAsync($"warning: {benchmark} / {slice}: {outcome.Message}");
                break;
        }
    }

    private static TestSession SessionOf(ITest? suite)
    {
        for (; suite is not null; suite = suite.Parent)
        {
            if (suite.Properties.Get(SessionKey) is TestSession session)
                return session;
        }

        throw new InvalidOperationException("The assembly has no AssayFixture attribute, which the generator writes; build the project again.");
    }
}
