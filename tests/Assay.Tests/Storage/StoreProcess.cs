using System.Collections.Concurrent;
using System.Diagnostics;

namespace Assay.Tests.Storage;

/// <summary>A real process that uses a store, to be killed or waited for.</summary>
internal sealed class StoreProcess : IDisposable
{
    private readonly Process process;
    private readonly BlockingCollection<string> lines = [];

    private StoreProcess(Process process) => this.process = process;

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Every line that the process has printed so far and nobody has taken.</summary>
    public IEnumerable<string> TakeAll() => lines.GetConsumingEnumerable();

    public static StoreProcess Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Assay.StoreCrasher.dll");
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var process = new Process { StartInfo = new ProcessStartInfo(host, [program, .. arguments]) { RedirectStandardOutput = true } };
        var started = new StoreProcess(process);
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
                started.lines.CompleteAdding();
            else
                started.lines.Add(e.Data);
        };
        process.Start();
        process.BeginOutputReadLine();
        return started;
    }

    /// <summary>Waits for a line of output.</summary>
    public string TakeLine() => lines.Take();

    /// <summary>Ends the process as <c>kill -9</c> does and waits until it is gone.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public int WaitForExit()
    {
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
        lines.Dispose();
    }
}
