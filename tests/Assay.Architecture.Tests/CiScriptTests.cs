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

        // As if PostgreSQL were there, so that nothing is installed.
        await WriteProgramAsync(Path.Combine(folder, "initdb"), "#!/bin/sh\n");

        var (exitCode, text) = await RunAsync();

        Assert.Equal(expected, text.TrimEnd().Split('\n')[^1]);
        Assert.Equal(expected.Contains(" 0 failed", StringComparison.Ordinal), exitCode == 0);
    }

    [Fact]
    public async Task Tests_run_where_postgres_cannot_be_installed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script needs bash.");
        await WriteProgramAsync(Path.Combine(folder, "dotnet"), $"#!/bin/sh\ncase $1 in test) printf '{Summary}' ;; esac\n");
        await WriteProgramAsync(Path.Combine(folder, "ls"), "#!/bin/sh\nexit 1\n");
        await WriteProgramAsync(Path.Combine(folder, "id"), "#!/bin/sh\necho 0\n");
        await WriteProgramAsync(Path.Combine(folder, "apt-get"), "#!/bin/sh\nexit 100\n");
        foreach (var tool in (string[])["bash", "dirname", "mktemp", "tee", "sed", "tail", "rm", "timeout"])
            File.CreateSymbolicLink(Path.Combine(folder, tool), FindTool(tool));

        var (exitCode, text) = await RunAsync(isPathWhole: false);

        Assert.Contains("PostgreSQL cannot be installed here", text, StringComparison.Ordinal);
        Assert.Equal((0, "12 passed, 0 failed"), (exitCode, text.TrimEnd().Split('\n')[^1]));
    }

    private static string FindTool(string name) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(path => Path.Combine(path, name)).First(File.Exists);

    private static async Task WriteProgramAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<(int ExitCode, string Text)> RunAsync(bool isPathWhole = true)
    {
        var start = new ProcessStartInfo(FindTool("bash"), [Path.Combine(Checkout.Root, ".ci", "run")]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = isPathWhole ? $"{folder}:{start.Environment["PATH"]}" : folder;
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, text);
    }
}
