using System.Xml.Linq;

namespace Assay.Cli.Tests;

/// <summary>Charts as SVG.</summary>
public sealed class ChartTests(PageStore store) : IClassFixture<PageStore>
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task Chart_has_a_row_with_its_interval_for_each_mean_and_difference()
    {
        var (exit, text, error) = await Tool.RunAsync(store.Folder, "report", "--format", "svg");

        var root = XDocument.Parse(text).Root!;
        var texts = root.Descendants(Svg + "text").Select(static one => one.Value).ToList();
        Assert.Equal(("", 1), (error, exit));
        Assert.Equal(6, root.Descendants(Svg + "circle").Count());
        Assert.Equal(6, root.Descendants(Svg + "path").Count());
        Assert.Contains("tickets / mixed: accuracy", texts);
        Assert.Contains("tickets: unsure less sure", texts);
        Assert.Contains("lower is better", texts);
        Assert.Contains("0.923", texts);
    }

    [Fact]
    public async Task Equal_figures_make_equal_charts_that_hold_nothing_to_load_or_run()
    {
        var (_, first, _) = await Tool.RunAsync(store.Folder, "report", "--format", "svg");
        var (_, second, _) = await Tool.RunAsync(store.Folder, "report", "--format", "svg");

        Assert.Equal(first, second);
        Assert.Contains("prefers-color-scheme:dark", first, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", first, StringComparison.Ordinal);
        Assert.DoesNotContain("href", first, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", first, StringComparison.Ordinal);
    }
}
