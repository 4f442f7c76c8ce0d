using System.Xml.Linq;
using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>What reports of test runs hold of a slice: its table and verdicts in the output, each figure attached, and where its report is.</summary>
public sealed class TestReportTests
{
    private const string Figure = "right of recorded";

    [Fact]
    public async Task Xunit_attaches_each_figure_and_shows_table_and_verdict()
    {
        using var project = await BuildAsync(null);
        project.Write("report.html", "<html></html>");
        var trx = project.PathOf("results.trx");
        var junit = project.PathOf("results.junit.xml");
        var xml = project.PathOf("results.xml");

        await project.RunTestsAsync(new Dictionary<string, string>(), "-trx", trx, "-junit", junit, "-xml", xml);

        var (passed, failed) = (Result(trx, "replayed / low"), Result(trx, "counting / low"));
        Assert.Equal("Passed", (string)passed.Attribute("outcome")!);
        AssertOutput(passed.Value);
        Assert.Equal("Failed", (string)failed.Attribute("outcome")!);
        Assert.Contains($"report: {project.PathOf("report.html")}", failed.Value, StringComparison.Ordinal);
        var attached = XDocument.Load(xml).Descendants("test").Single(static test => (string)test.Attribute("name")! == "replayed / low").Descendants("attachment");
        Assert.Equal([(Figure, "1")], attached.Select(static one => ((string)one.Attribute("name")!, one.Value)));
        AssertOutput(XDocument.Load(junit).Descendants("testcase").Single(static test => ((string)test.Attribute("name")!).EndsWith("replayed / low", StringComparison.Ordinal)).Value);
    }

    [Theory]
    [InlineData("VSTestMSTest")]
    [InlineData("VSTestNUnit")]
    public async Task Other_frameworks_attach_the_outcome_with_its_figures(string variant)
    {
        using var project = await BuildAsync(variant);

        var test = await project.DotnetAsync(new Dictionary<string, string> { ["ASSAY_REPORT"] = "https://builds.example/42/report.html" }, "test", "--no-build", "--logger", "trx;LogFileName=results.trx", "--results-directory", project.PathOf("results"));

        var trx = Path.Combine(project.PathOf("results"), "results.trx");
        Assert.True(File.Exists(trx), test.Text);
        var (passed, failed) = (Result(trx, "replayed / low"), Result(trx, "counting / low"));
        Assert.Equal("Passed", (string)passed.Attribute("outcome")!);
        AssertOutput(passed.Value);
        Assert.Contains("report: https://builds.example/42/report.html", failed.Value, StringComparison.Ordinal);
        var attached = Assert.Single(Directory.EnumerateFiles(project.PathOf("results"), "low.json", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("replayed", StringComparison.Ordinal));
        Assert.Contains("\"mean\": 1", await File.ReadAllTextAsync(attached, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(passed.Descendants(), static element => element.Name.LocalName == "ResultFile" && ((string)element.Attribute("path")!).EndsWith("low.json", StringComparison.Ordinal));
    }

    /// <summary>Builds the project with verified scores of one benchmark, and none of the other, which therefore fails.</summary>
    private static async Task<UserProject> BuildAsync(string? variant)
    {
        var project = CountingProject.Create(BuiltCounting.Items, variant);
        await project.BuildAsync();
        var run = await project.RunHostAsync("--filter", "replayed", "--accept");
        Assert.True(run.ExitCode == 0, run.Text);
        return project;
    }

    private static void AssertOutput(string text)
    {
        Assert.Contains("## low", text, StringComparison.Ordinal);
        Assert.Contains("| model | right |", text, StringComparison.Ordinal);
        Assert.Contains("| recorded | 1.0000 |", text, StringComparison.Ordinal);
        Assert.Contains("verdict: passed", text, StringComparison.Ordinal);
        Assert.Contains($"passed: {Figure}: mean 1.0000 → 1.0000", text, StringComparison.Ordinal);
    }

    private static XElement Result(string trx, string name) =>
        XDocument.Load(trx).Descendants().Single(element => element.Name.LocalName == "UnitTestResult" && (string)element.Attribute("testName")! == name);
}
