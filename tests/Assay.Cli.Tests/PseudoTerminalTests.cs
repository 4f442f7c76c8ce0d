using System.Diagnostics;
using System.Text;

namespace Assay.Cli.Tests;

/// <summary>The tool as a person has it: a process in a pseudo-terminal.</summary>
public sealed class PseudoTerminalTests(SampleStore store) : IClassFixture<SampleStore>, IDisposable
{
    private const string Script = "/usr/bin/script";

    // By these the runtime readies a terminal for keys, whatever a program writes to it.
    private const string KeysReady = "\u001b[?1h\u001b=";

    private readonly string folder = store.Copy();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(70)]
    [InlineData(110)]
    public async Task Tables_fit_the_width_of_the_terminal(int columns)
    {
        var (exit, output) = await RunAsync($"stty cols {columns}; exec", "list");

        Assert.Equal(0, exit);
        Assert.Contains("\u001b[1m", output, StringComparison.Ordinal);
        Assert.All(Bare(output).Split('\n'), line => Assert.True(line.Length <= columns, line));
        await Golden.MatchAsync(output, $"Forms/list.pty-{columns}");
    }

    [Fact]
    public async Task NO_COLOR_leaves_the_table_and_no_escape()
    {
        var (exit, output) = await RunAsync("stty cols 110; NO_COLOR=1 exec", "list");

        Assert.Equal(0, exit);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains('╭', output);
    }

    [Fact]
    public async Task A_dumb_terminal_gets_plain_lines()
    {
        var (exit, output) = await RunAsync("TERM=dumb exec", "list");

        Assert.Equal(0, exit);
        Assert.DoesNotContain('\u001b', output);
        Assert.DoesNotContain('╭', output);
    }

    [Fact]
    public async Task Control_C_ends_a_run_with_130_and_nothing_is_left_running()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Sums.csproj"),
            """<Project><Target Name="Restore" /><Target Name="AssayRun"><Message Importance="high" Text="it runs" /><Exec Command="sleep 1234567" /></Target></Project>""",
            Token);

        var (exit, output) = await RunAsync("exec", "run --no-build", pressWhen: "it runs");

        Assert.True(exit == ExitCode.Interrupted, output);
        Assert.Contains("interrupted", output, StringComparison.Ordinal);
    }

    private static string Bare(string text) => System.Text.RegularExpressions.Regex.Replace(text, "\u001b\\[[0-9;?]*[A-Za-z]", "");

    /// <summary>Runs the tool in a pseudo-terminal; presses Ctrl-C once a text is seen.</summary>
    private async Task<(int Exit, string Output)> RunAsync(string before, string arguments, string? pressWhen = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), "script of util-linux, which opens the pseudo-terminal, is not installed.");
        var start = new ProcessStartInfo(Script, ["-qec", $"{before} dotnet exec {typeof(CliApp).Assembly.Location} {arguments}", "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("MSBUILDTERMINALLOGGER");
        using var process = Process.Start(start)!;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            var output = new StringBuilder();
            var buffer = new char[4096];
            int count;
            while ((count = await process.StandardOutput.ReadAsync(buffer, late.Token)) > 0)
            {
                output.Append(buffer, 0, count);
                if (pressWhen is null || !output.ToString().Contains(pressWhen, StringComparison.Ordinal))
                    continue;
                pressWhen = null;
                await process.StandardInput.WriteAsync('\u0003');
                await process.StandardInput.FlushAsync(late.Token);
            }

            await process.WaitForExitAsync(late.Token);
            return (process.ExitCode, output.Replace(KeysReady, "").ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
