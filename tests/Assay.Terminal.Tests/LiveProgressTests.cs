using Assay.Execution;
using Spectre.Console.Testing;

namespace Assay.Terminal.Tests;

public sealed class LiveProgressTests
{
    [Fact]
    public async Task A_terminal_shows_a_bar_for_each_slice_with_its_last_figures()
    {
        using var console = new TestConsole().Interactive().Width(120);
        await using (var live = new LiveProgress(console))
        {
            live.Progress.Report(Report("billing", 10, 0));
            live.Progress.Report(Report("german", 3, 2));
            live.Progress.Report(Report("billing", 1200, 0));
        }

        Assert.Contains("triage / billing 1,200/1,200", console.Output, StringComparison.Ordinal);
        Assert.Contains("triage / german 3/1,200 2 failed", console.Output, StringComparison.Ordinal);
        Assert.Contains("100%", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_gets_plain_lines()
    {
        using var console = new TestConsole().Width(120);
        await using (var live = new LiveProgress(console))
            live.Progress.Report(Report("billing", 1200, 0));

        Assert.Equal("triage / billing: 1,200 of 1,200, 0 reused, 0 failed, 600/s\n", console.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Names_are_shown_as_they_are()
    {
        using var console = new TestConsole().Interactive().Width(120);
        await using (var live = new LiveProgress(console))
            live.Progress.Report(Report("[red]x[/]", 1, 0));

        Assert.Contains("[red]x[/]", console.Output, StringComparison.Ordinal);
    }

    private static RunProgress Report(string slice, long done, long failed) => new("triage", slice, 1200, done, 0, failed, TimeSpan.FromSeconds(2));
}
