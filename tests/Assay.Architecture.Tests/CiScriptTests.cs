using System.Diagnostics;

namespace Assay.Architecture.Tests;

/// <summary>What <c>.ci/run</c> ends with, for each way in which <c>dotnet</c> can end.</summary>
public sealed class CiScriptTests : IDisposable
{
    private const string Summary = "Test run summary:\\n  total: 15\\n  failed: 0\\n  succeeded: 12\\n  skipped: 3\\n  duration: 1s\\n";

    private readonly string folder = Directory.CreateTempSubdirectory("assay-ci-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0, 0, 0, Summary, "12 passed, 0 failed")]
    [InlineData(0, 0, 0, "  failed: 7\\n  succeeded: 1\\n" + Summary, "12 passed, 0 failed")]
    [InlineData(1, 0, 0, Summary, "0 passed, 1 failed")]
    [InlineData(0, 1, 0, Summary, "12 passed, 1 failed")]
    [InlineData(0, 0, 1, Summary, "12 passed, 1 failed")]
    [InlineData(0, 0, 2, "  total: 15\\n  failed: 2\\n  succeeded: 10\\n  skipped: 3\\n", "10 passed, 2 failed")]
    [InlineData(0, 0, 0, "  total: 0\\n  failed: 0\\n  succeeded: 0\\n  skipped: 0\\n", "0 passed, 1 failed")]
    [InlineData(0, 0, 0, "nothing of the kind\\n", "0 passed, 1 failed")]
    public async Task Last_line_counts_the_tests_and_only_a_clean_run_succeeds(int build, int format, int test, string output, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script needs bash.");
        var dotnet = Path.Combine(folder, "dotnet");
        await WriteProgramAsync(dotnet, $"#!/bin/sh\ncase $1 in build) exit {build} ;; format) exit {format} ;; test) printf '{output}'; exit {test} ;; esac\n");

        var (exitCode, text) = await RunAsync();

        Assert.Equal(expected, text.TrimEnd().Split('\n')[^1]);
        Assert.Equal(expected.Contains(" 0 failed", StringComparison.Ordinal), exitCode == 0);
    }

    private static async Task WriteProgramAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<(int ExitCode, string Text)> RunAsync()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Checkout.Root, ".ci", "run")]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder}:{start.Environment["PATH"]}";
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, text);
    }
}
