using System.ComponentModel;
using System.Diagnostics;

namespace Assay.Cli.Terminal;

/// <summary>Starts other programs.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program to its end and gives its lines on, those of standard error among them, as they come.</summary>
    /// <returns>Its exit code; null where there is no such program.</returns>
    public static async Task<int?> RunAsync(string program, IEnumerable<string> arguments, string directory, Action<string> line, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = new Process { StartInfo = start };
        var gate = new Lock();
        void Take(object sender, DataReceivedEventArgs received)
        {
            if (received.Data is not { } text)
                return;
            lock (gate)
                line(text);
        }

        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>Runs a program to its end and gives what it writes, as it is.</summary>
    /// <returns>The bytes; null where there is no such program, or it fails.</returns>
    public static async Task<byte[]?> ReadAsync(string program, IEnumerable<string> arguments, string directory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        try
        {
            using var bytes = new MemoryStream();
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardOutput.BaseStream.CopyToAsync(bytes, cancellationToken);
            await error;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? bytes.ToArray() : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
