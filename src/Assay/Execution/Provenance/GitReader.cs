using System.ComponentModel;
using System.Diagnostics;

namespace Assay.Execution.Provenance;

/// <summary>Asks <c>git</c> what is checked out. Never fails: where it cannot be told, it is absent.</summary>
/// <param name="program">The program; <c>git</c> but in tests.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="time">The clock.</param>
internal sealed class GitReader(string program, TimeSpan timeout, TimeProvider time)
{
    private const string Commit = "# branch.oid ";
    private const string Branch = "# branch.head ";

    /// <summary>Reads the state of the working tree that a folder lies in; null when there is none, or it cannot be told in time.</summary>
    public async Task<GitState?> ReadAsync(string directory)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program)
            {
                ArgumentList = { "-C", directory, "status", "--porcelain=v2", "--branch" },
                Environment = { ["GIT_OPTIONAL_LOCKS"] = "0" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            });
            return process is null ? null : await ReadAsync(process);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task<GitState?> ReadAsync(Process process)
    {
        using var cancellation = new CancellationTokenSource(timeout, time);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            string? commit = null, branch = null;
            while (await process.StandardOutput.ReadLineAsync(cancellation.Token) is { } line)
            {
                if (line.StartsWith(Commit, StringComparison.Ordinal))
                    commit = line[Commit.Length..] is "(initial)" ? null : line[Commit.Length..];
                else if (line.StartsWith(Branch, StringComparison.Ordinal))
                    branch = line[Branch.Length..] is "(detached)" ? null : line[Branch.Length..];
                else if (!line.StartsWith('#'))
                    return new GitState(commit, branch, IsClean: false);
            }

            await process.WaitForExitAsync(cancellation.Token);
            return process.ExitCode == 0 ? new GitState(commit, branch, IsClean: true) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
