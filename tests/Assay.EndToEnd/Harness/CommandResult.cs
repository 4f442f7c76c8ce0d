using System.Diagnostics;

namespace Assay.EndToEnd.Harness;

/// <summary>How a process ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Text">What it printed on both streams.</param>
internal sealed record CommandResult(int ExitCode, string Text)
{
    /// <summary>Reads what a started process prints, and waits for its end.</summary>
    /// <param name="process">The process.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <param name="meanwhile">What else to do while it runs.</param>
    public static async Task<CommandResult> OfAsync(Process process, CancellationToken cancellationToken, Func<Task>? meanwhile = null)
    {
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        if (meanwhile is not null)
            await meanwhile();
        await process.WaitForExitAsync(cancellationToken);
        return new CommandResult(process.ExitCode, await output + await error);
    }
}
