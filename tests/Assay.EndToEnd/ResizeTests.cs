using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>A person makes the terminal narrower while a run is under way.</summary>
public sealed partial class ResizeTests(BuiltCounting built) : IClassFixture<BuiltCounting>
{
    private const int Wide = 110;
    private const int Narrow = 60;

    private readonly UserProject project = built.Fresh();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The second slice's calls wait until the bars of the first were drawn anew, so that the order is always this one.</summary>
    [Fact]
    public async Task Bars_and_the_table_follow_the_width_of_the_terminal()
    {
        var release = project.PathOf("released");
        File.Delete(release);
        using var process = project.StartToolInTerminal(
            Wide,
            new Dictionary<string, string> { ["TERM"] = "xterm-256color", ["CALL_HELD_FROM"] = $"{BuiltCounting.Items + 1}", ["CALL_UNTIL"] = release },
            "run", "--assembly", project.Assembly, "--filter", "counting", "--accept");
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Token);
        late.CancelAfter(TimeSpan.FromMinutes(3));
        var screen = new Screen(process);
        try
        {
            await screen.ReadUntilAsync(static text => BarsIn(text).Any(static line => line.Length > Narrow), late.Token);

            await ResizeAsync(screen.Text.Split('\n')[0].Trim(), late.Token);
            var resized = screen.Text.Length;
            await screen.ReadUntilAsync(text => BarsIn(text[resized..]).Any(static line => line.Length <= Narrow), late.Token);
            var followed = screen.Text.Length;

            await File.WriteAllTextAsync(release, "", late.Token);
            await screen.ReadUntilAsync(static _ => false, late.Token);
            await process.WaitForExitAsync(late.Token);

            Assert.True(process.ExitCode == 0, screen.Text);
            var after = LinesOf(screen.Text[followed..]).ToList();
            Assert.Contains(after, static line => line.Contains('╭'));
            Assert.All(after, static line => Assert.True(line.Length <= Narrow, line));
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            Assert.Fail($"The terminal waits for ever; it shows:\n{screen.Text}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The system tells the programs of a terminal that its size changed, as it does when a person drags a window.</summary>
    private static async Task ResizeAsync(string terminal, CancellationToken cancellationToken)
    {
        using var stty = Process.Start(new ProcessStartInfo("stty", ["-F", terminal, "cols", $"{Narrow}"]))!;
        await stty.WaitForExitAsync(cancellationToken);
        Assert.True(stty.ExitCode == 0, terminal);
    }

    private static IEnumerable<string> BarsIn(string text) => LinesOf(text).Where(static line => line.Contains("low", StringComparison.Ordinal) && line.Contains("100%", StringComparison.Ordinal));

    /// <summary>Lines as they are seen: a line that is drawn over begins anew.</summary>
    private static IEnumerable<string> LinesOf(string text) => Command().Replace(text, "").Split('\n', '\r').Select(static line => line.TrimEnd());

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]|\u001b[=>]")]
    private static partial Regex Command();

    /// <summary>What a process has written to its terminal.</summary>
    private sealed class Screen(Process process)
    {
        private readonly StringBuilder text = new();
        private readonly char[] buffer = new char[4096];

        public string Text => text.ToString();

        /// <summary>Reads on until the text is as wanted, or there is no more of it.</summary>
        public async Task ReadUntilAsync(Func<string, bool> isWanted, CancellationToken cancellationToken)
        {
            int count;
            while (!isWanted(Text) && (count = await process.StandardOutput.ReadAsync(buffer, cancellationToken)) > 0)
                text.Append(buffer, 0, count);
        }
    }
}
