using System.Xml.Linq;
using Assay.EndToEnd.Harness;

namespace Assay.EndToEnd;

/// <summary>What reports of test runs hold of a slice: its table and verdicts in the output, each figure attached, and where its report is.</summary>
public sealed class TestReportTests
{
    private const string Figure = "right of recorded";

    [Fact]
    public async Task Xunit_attaches_the_figures_as_one_file_and_shows_table_and_verdict()
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
        Assert.Equal([("figures", Figure + "\t1")], attached.Select(static one => ((string)one.Attribute("name")!, one.Value.TrimEnd())));
        var files = passed.Descendants().Where(static element => element.Name.LocalName == "ResultFile").Select(static element => (string)element.Attribute("path")!).ToList();
        Assert.Equal([("figures.txt", Figure + "\t1\n")], files.Select(static file => (Path.GetFileName(file), File.ReadAllText(file))));
        Assert.Single(failed.Descendants(), static element => element.Name.LocalName == "ResultFile");
        AssertOutput(CaseOf(junit, "replayed / low").Value);
        AssertTable(CaseOf(junit, "counting / low"));
    }

    [Fact]
    public async Task Xunit_gives_dotnet_test_the_same_reports()
    {
        using var project = await BuildAsync(null);
        var results = project.PathOf("results");

        var test = await project.DotnetAsync(new Dictionary<string, string>(), "test", "--no-build", "--results-directory", results, "--report-xunit-trx", "--report-xunit-trx-filename", "results.trx", "--report-xunit-junit", "--report-xunit-junit-filename", "results.junit.xml");

        var trx = Path.Combine(results, "results.trx");
        Assert.True(File.Exists(trx), test.Text);
        var passed = Result(trx, "replayed / low");
        AssertOutput(passed.Value);
        AssertTable(CaseOf(Path.Combine(results, "results.junit.xml"), "counting / low"));
        Assert.Equal(["figures.txt"], passed.Descendants().Where(static element => element.Name.LocalName == "ResultFile").Select(static element => Path.GetFileName((string)element.Attribute("path")!)));
        AssertOutput(CaseOf(Path.Combine(results, "results.junit.xml"), "replayed / low").Value);
    }

    [Fact]
    public async Task TUnit_shows_table_and_verdict_and_names_the_outcome_as_an_artifact()
    {
        using var project = await BuildAsync("TUnit");
        var results = project.PathOf("results");
        var junit = Path.Combine(results, "results.junit.xml");

        var run = await project.RunTestsAsync(new Dictionary<string, string> { ["TUNIT_ENABLE_JUNIT_REPORTER"] = "true" }, "--no-ansi", "--results-directory", results, "--report-trx", "--report-trx-filename", "results.trx", "--junit-output-path", junit);

        var outcome = project.PathOf(Path.Combine(".assay", "outcomes", "replayed", "low.json"));
        Assert.Contains($"For test 'replayed / low': {outcome}", run.Text, StringComparison.Ordinal);
        Assert.Contains("\"mean\": 1", await File.ReadAllTextAsync(outcome, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var (passed, failed) = (Result(Path.Combine(results, "results.trx"), "replayed / low"), Result(Path.Combine(results, "results.trx"), "counting / low"));
        Assert.Equal(("Passed", "Failed"), ((string)passed.Attribute("outcome")!, (string)failed.Attribute("outcome")!));
        AssertOutput(passed.Value);
        AssertTable(failed);
        Assert.Contains(passed.Descendants(), static element => element.Name.LocalName == "ResultFile" && ((string)element.Attribute("path")!).EndsWith("low.json", StringComparison.Ordinal));
        Assert.Empty(CaseOf(junit, "replayed / low").Elements());
        AssertTable(Assert.Single(CaseOf(junit, "counting / low").Elements()));
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

    /// <summary>Of a failed test the table stands in the output, or in what a failure says.</summary>
    private static void AssertTable(XElement result)
    {
        var text = string.Concat(result.DescendantsAndSelf().Attributes().Select(static attribute => attribute.Value + "\n")) + result.Value;
        Assert.Contains("| model | prompt | deviation (lower is better) |", text, StringComparison.Ordinal);
        Assert.Contains("| exact | ask | 0.0000 |", text, StringComparison.Ordinal);
    }

    private static XElement CaseOf(string junit, string name) =>
        XDocument.Load(junit).Descendants("testcase").Single(test => ((string)test.Attribute("name")!).EndsWith(name, StringComparison.Ordinal));

    private static XElement Result(string trx, string name) =>
        XDocument.Load(trx).Descendants().Single(element => element.Name.LocalName == "UnitTestResult" && (string)element.Attribute("testName")! == name);
}
