namespace Assay.MSBuild.Tests;

public sealed class ProgressLineTests
{
    private readonly List<string> logged = [];
    private TimeSpan now;

    [Fact]
    public void Plain_lines_come_once_per_interval()
    {
        using var person = new PersonChannel(null, null, messagesAreHidden: false, padding: 0, logged.Add);
        var progress = new ProgressLine("Bench", TimeSpan.FromSeconds(10), () => now);

        foreach (var second in new[] { 0, 5, 10, 12, 19, 21 })
        {
            now = TimeSpan.FromSeconds(second);
            progress.Show(Line(second), person);
        }

        Assert.Equal(["Assay: Bench: b / s 10 of 100", "Assay: Bench: b / s 21 of 100"], logged);
    }

    [Fact]
    public void A_live_line_is_drawn_over_and_removed_at_the_end()
    {
        using var terminal = new StringWriter();
        using var person = new PersonChannel(terminal, null, messagesAreHidden: true, padding: 1, logged.Add);
        var progress = new ProgressLine("Bench", TimeSpan.FromSeconds(10), () => now);

        progress.Show(Line(100), person);
        now += TimeSpan.FromMilliseconds(50);
        progress.Show(Line(50), person);
        now += TimeSpan.FromMilliseconds(50);
        progress.Show(Line(7), person);
        person.Say("done");

        var blank = new string(' ', "Assay: Bench: b / s 7 of 100".Length);
        Assert.Equal($"\rAssay: Bench: b / s 100 of 100\rAssay: Bench: b / s 7 of 100  \r{blank}\rdone\n\n", terminal.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Equal(["done"], logged);
    }

    [Fact]
    public void Hidden_messages_go_to_standard_error_too()
    {
        using var errors = new StringWriter();
        using var person = new PersonChannel(null, errors, messagesAreHidden: true, padding: 0, logged.Add);

        person.Say("done");

        Assert.Equal("done\n", errors.ToString());
        Assert.Equal(["done"], logged);
    }

    private static HostLine Line(int done) =>
        HostLine.TryParse($$"""{"type":"progress","benchmark":"b","slice":"s","done":{{done}},"total":100}""")!;
}
