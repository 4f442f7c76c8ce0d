using System.Diagnostics;
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

    /// <summary>The sample is run as its tests run it, in a folder of its own; <c>ASSAY_ACCEPT_GOLDEN=1</c> draws the chart anew.</summary>
    [Fact]
    public async Task Chart_of_the_readme_is_that_of_the_sample()
    {
        var folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;
        var sample = Path.GetFullPath("../../../../../samples/SupportTriage", AppContext.BaseDirectory);
        CopyFolder(Path.Combine(sample, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0"), Path.Combine(folder, "bin"));
        CopyFolder(Path.Combine(sample, "data"), Path.Combine(folder, "data"));
        await File.WriteAllTextAsync(Path.Combine(folder, "bin", "SupportTriage.assay.json"), """{"projectDirectory":"..","storeDirectory":".assay","mode":"Auto"}""", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(folder, "bin", "SupportTriage.dll"), "-noColor"]) { RedirectStandardOutput = true };
        start.Environment["ASSAY_ACCEPT"] = "1";
        using (var process = Process.Start(start)!)
        {
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, output);
        }

        var (_, chart, _) = await Tool.RunAsync(folder, "report", "--format", "svg");

        var kept = Path.GetFullPath("../../docs/support-triage.svg", sample);
        if (Environment.GetEnvironmentVariable("ASSAY_ACCEPT_GOLDEN") == "1")
            await File.WriteAllTextAsync(kept, chart, TestContext.Current.CancellationToken);
        Assert.Equal((await File.ReadAllTextAsync(kept, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), chart);
        Directory.Delete(folder, recursive: true);
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

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
