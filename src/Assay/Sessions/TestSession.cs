using System.Reflection;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Sessions;

/// <summary>
/// What the fixtures of all test frameworks share: one <see cref="AssaySession"/> for the slices of a test assembly, opened
/// by the first test with the settings that the build wrote beside the assembly. Tests may ask at the same time.
/// </summary>
public sealed class TestSession : IAsyncDisposable
{
    private readonly Lazy<AssaySession> session;
    private readonly Assembly assembly;

    private TestSession(Func<AssaySession> open, Assembly assembly)
    {
        session = new Lazy<AssaySession>(open);
        this.assembly = assembly;
    }

    /// <summary>Makes a session; nothing is read before the first slice is asked for.</summary>
    /// <typeparam name="TCatalog">The assembly's generated catalog.</typeparam>
    public static TestSession For<TCatalog>()
        where TCatalog : IBenchmarkCatalog, new() => new(static () => Open(new TCatalog(), typeof(TCatalog).Assembly), typeof(TCatalog).Assembly);

    /// <summary>
    /// Runs one slice and compares it with its snapshot. A fault in the settings, a spec, data or the store is an outcome of
    /// each slice that it concerns, not an exception.
    /// </summary>
    /// <param name="benchmark">The benchmark's id.</param>
    /// <param name="slice">The slice's id.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<SliceOutcome> VerifyAsync(string benchmark, string slice, CancellationToken cancellationToken)
    {
        try
        {
            return await session.Value.VerifyAsync(benchmark, slice, progress: null, cancellationToken);
        }
        catch (AssayException exception)
        {
            return Scrubbers.OutcomeOf(assembly, benchmark, slice, exception);
        }
    }

    /// <summary>Closes the store, if a slice has opened it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (session.IsValueCreated)
            await session.Value.DisposeAsync();
    }

    private static AssaySession Open(IBenchmarkCatalog catalog, Assembly assembly) => AssaySession.Open(
        catalog,
        SessionSettings.Load(AppContext.BaseDirectory, assembly.GetName().Name!, Environment.GetEnvironmentVariable));
}
