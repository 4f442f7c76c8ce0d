using Assay.Contracts;
using Assay.Sessions;
using Xunit;

namespace Assay.Xunit;

/// <summary>
/// Shared by all slices' tests of an assembly: one store, one set of limits. The generator registers it as the assembly's
/// fixture and writes the tests that call it.
/// </summary>
/// <typeparam name="TCatalog">The assembly's generated catalog.</typeparam>
public sealed class AssayFixture<TCatalog> : IAsyncLifetime
    where TCatalog : IBenchmarkCatalog, new()
{
    private AssaySession? session;
    private Exception? failure;

    /// <summary>Reads the settings that the build wrote beside the assembly. A fault in them fails each slice's test, by name.</summary>
    public ValueTask InitializeAsync()
    {
        try
        {
            var assembly = typeof(TCatalog).Assembly;
            var settings = SessionSettings.Load(AppContext.BaseDirectory, assembly.GetName().Name!, Environment.GetEnvironmentVariable);
            session = AssaySession.Open(new TCatalog(), settings);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Runs one slice and compares it with its snapshot.</summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    public async Task VerifyAsync(string benchmark, string slice, CancellationToken cancellationToken)
    {
        if (failure is not null)
            Assert.Fail(failure.Message);
        var outcome = await session!.VerifyAsync(benchmark, slice, null, cancellationToken);
        switch (outcome.Kind)
        {
            case OutcomeKind.Failed:
                Assert.Fail(outcome.Message);
                break;
            case OutcomeKind.Inconclusive:
                Assert.Skip(outcome.Message);
                break;
            case OutcomeKind.Improved:
                TestContext.Current.AddWarning(outcome.Message);
                break;
            default:
                TestContext.Current.TestOutputHelper?.WriteLine(outcome.Message);
                break;
        }
    }

    /// <summary>Closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (session is not null)
            await session.DisposeAsync();
    }
}
