using System.Diagnostics;
using System.Text;

namespace Assay.MSBuild;

/// <summary>One process of the host: its lines as they come, and its last words on standard error.</summary>
internal sealed class HostProcess
{
    private const int MaxLastWords = 4000;
    private readonly object gate = new();
    private readonly StringBuilder errors = new();
    private Process? running;

    public bool Cancelled { get; private set; }

    /// <summary>The end of what the host wrote to standard error, trimmed.</summary>
    public string LastWords
    {
        get
        {
            lock (gate)
            {
                var text = errors.ToString().Trim();
                return text.Length <= MaxLastWords ? text : text.Substring(text.Length - MaxLastWords);
            }
        }
    }

    /// <summary>Starts the process, hands each line of its output over, and returns its exit code.</summary>
    public int Run(string fileName, IEnumerable<string> arguments, string workingDirectory, Action<string> onLine)
    {
        using var process = new Process { StartInfo = StartInfo(fileName, arguments, workingDirectory) };
        process.ErrorDataReceived += (_, e) => Remember(e.Data);
        lock (gate)
        {
            if (Cancelled)
                return -1;
            process.Start();
            running = process;
        }

        process.StandardInput.Close();
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line)
            onLine(line);
        process.WaitForExit();
        lock (gate)
            running = null;
        return process.ExitCode;
    }

    /// <summary>Ends the process; the store is built to survive that.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            Cancelled = true;
            try
            {
                running?.Kill();
            }
            catch (InvalidOperationException)
            {
                // It ended by itself in the meantime.
            }
        }
    }

    private static ProcessStartInfo StartInfo(string fileName, IEnumerable<string> arguments, string workingDirectory) => new()
    {
        FileName = fileName,
        Arguments = CommandLine.Join(arguments),
        WorkingDirectory = workingDirectory,
        UseShellExecute = false,
        CreateNoWindow = true,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardOutputEncoding = Encoding.UTF8,
        StandardErrorEncoding = Encoding.UTF8,
    };

    private void Remember(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            errors.AppendLine(line);
            if (errors.Length > 4 * MaxLastWords)
                errors.Remove(0, errors.Length - MaxLastWords);
        }
    }
}
