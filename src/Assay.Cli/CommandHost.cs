using System.CommandLine;
using Assay.Cli.Terminal;

namespace Assay.Cli;

/// <summary>What all commands share: the options that every one takes, and how they are run.</summary>
/// <param name="environment">What stands around the call.</param>
internal sealed class CommandHost(CliEnvironment environment)
{
    /// <summary>The store's folder.</summary>
    public Option<string?> Store { get; } = new("--store") { Description = "The store's folder, such as .assay; by default the one that the project names.", Recursive = true };

    /// <summary>The project's folder.</summary>
    public Option<string?> Project { get; } = new("--project") { Description = "The project's folder; by default the current one.", Recursive = true };

    /// <summary>Whether JSON is written.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "Writes one JSON document instead of text.", Recursive = true };

    /// <summary>Gives a command what it does.</summary>
    public Command Runs(Command command, Func<Invocation, CancellationToken, Task<int>> action)
    {
        command.SetAction((parsed, cancellationToken) => action(
            new Invocation(parsed, environment)
            {
                StoreDirectory = parsed.GetValue(Store),
                ProjectDirectory = Path.GetFullPath(parsed.GetValue(Project) ?? ".", environment.Directory),
                IsProjectNamed = parsed.GetValue(Project) is not null,
                IsJson = parsed.GetValue(Json),
            },
            cancellationToken));
        return command;
    }
}
