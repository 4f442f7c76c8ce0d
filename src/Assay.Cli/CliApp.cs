using System.CommandLine;
using System.CommandLine.Parsing;
using Assay.Cli.Commands;
using Assay.Cli.Terminal;
using Assay.Errors;

namespace Assay.Cli;

/// <summary>The tool: reads a command line, does what it asks for and says how it went by an exit code.</summary>
/// <param name="environment">What stands around the call.</param>
internal sealed class CliApp(CliEnvironment environment)
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var parsed = CreateRoot().Parse(arguments);
        if (parsed.Errors.Count > 0 && !IsSuggestion(parsed))
        {
            foreach (var message in CommandLineFaults.Of(parsed))
                await environment.Error.WriteAsync($"error {ErrorCode.OptionInvalid}: {message}\n");
            return ExitCode.Error;
        }

        try
        {
            var exit = await parsed.InvokeAsync(
                new InvocationConfiguration { Output = environment.Out, Error = environment.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                cancellationToken);
            await environment.Out.FlushAsync(cancellationToken);
            return exit;
        }
        catch (AssayException exception)
        {
            foreach (var problem in exception.Problems)
                await environment.Error.WriteAsync($"{problem}\n");
            return ExitCode.Error;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await environment.Error.WriteAsync("interrupted\n");
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Whether a shell asks how an unfinished command line could go on.</summary>
    private static bool IsSuggestion(ParseResult parsed) => parsed.Tokens is [{ Type: TokenType.Directive, Value: var directive }, ..] && directive.StartsWith("[suggest", StringComparison.Ordinal);

    /// <summary>All commands.</summary>
    internal RootCommand CreateRoot()
    {
        var host = new CommandHost(environment);
        return new RootCommand("Reads, compares, exports and looks after the stores of Assay's evaluations.")
        {
            host.Store,
            host.Project,
            host.Json,
            InitCommand.Create(host),
            DoctorCommand.Create(host),
            BuildCommand.CreatePlan(host),
            BuildCommand.CreateRun(host),
            EstimateCommand.Create(host),
            ListCommand.Create(host),
            ShowCommand.Create(host),
            ScoresCommand.Create(host),
            FailuresCommand.Create(host),
            LatencyCommand.Create(host),
            CompareCommand.Create(host),
            ExportCommand.Create(host),
            ImportCommand.Create(host),
            RecordCommand.Create(host),
            DiffCommand.Create(host),
            AcceptCommand.Create(host),
            MergeCommand.Create(host),
            ReportCommand.Create(host),
            StoreCommand.Create(host),
        };
    }
}
