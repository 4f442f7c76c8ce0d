using System.CommandLine;
using System.CommandLine.Parsing;

namespace Assay.Cli;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class CommandLineFaults
{
    /// <summary>From which similarity (1 for equal, 0 for nothing in common) a name is taken for a misspelt one.</summary>
    private const double Alike = 0.5;

    /// <summary>A sentence for each fault; where a command is missing or unknown, one for that alone.</summary>
    public static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0)
            return parsed.Errors.Select(static error => error.Message);
        var path = string.Join(" ", PathOf(parsed.CommandResult).Reverse());
        if (parsed.UnmatchedTokens.FirstOrDefault(static token => !token.StartsWith('-')) is not { } written)
            return parsed.UnmatchedTokens.Count > 0 ? parsed.Errors.Select(static error => error.Message) : [$"Say which command of '{path}'; '{path} --help' lists them."];
        var closest = command.Subcommands.Select(static candidate => candidate.Name).Order(StringComparer.Ordinal).MaxBy(name => Similarity.Edit(written.ToLowerInvariant(), name))!;
        var guess = Similarity.Edit(written.ToLowerInvariant(), closest) >= Alike ? $"did you mean '{closest}'? " : "";
        return [$"There is no command '{path} {written}'; {guess}'{path} --help' lists what there is."];
    }

    private static IEnumerable<string> PathOf(CommandResult result)
    {
        for (SymbolResult? at = result; at is not null; at = at.Parent)
        {
            if (at is CommandResult command)
                yield return command.Command is RootCommand ? "assay" : command.Command.Name;
        }
    }
}
