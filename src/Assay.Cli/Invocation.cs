using System.CommandLine;
using Assay.Cli.Reading;
using Assay.Cli.Terminal;
using Assay.Errors;

namespace Assay.Cli;

/// <summary>One call of a command.</summary>
/// <param name="arguments">The command line.</param>
/// <param name="environment">What stands around it.</param>
internal sealed class Invocation(ParseResult arguments, CliEnvironment environment)
{
    /// <summary>The command line.</summary>
    public ParseResult Arguments => arguments;

    /// <summary>What stands around the call.</summary>
    public CliEnvironment Environment => environment;

    /// <summary>Where the answer goes.</summary>
    public Page Page { get; } = new(environment);

    /// <summary>The store's folder as it was given; null for the project's.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>The project's folder.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Whether the folder was named.</summary>
    public bool IsProjectNamed { get; init; }

    /// <summary>Whether JSON was asked for.</summary>
    public bool IsJson { get; init; }

    /// <summary>A path that was given, whole.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, environment.Directory);

    /// <summary>Opens the store.</summary>
    /// <param name="forWriting">Whether it is to be changed; reading alone works on a store that nobody may write.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="AssayException">There is no store, or it cannot be opened.</exception>
    public Task<OpenedStore> OpenStoreAsync(bool forWriting, CancellationToken cancellationToken) =>
        OpenedStore.OpenAsync(StoreDirectory is null ? null : PathOf(StoreDirectory), ProjectDirectory, forWriting, environment.Time, cancellationToken);
}
