using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assay.Cli.Reports;
using Assay.Cli.Terminal;

namespace Assay.Cli.Tests;

public sealed partial class ReportTests(SampleStore store) : IClassFixture<SampleStore>
{
    private const string Hostile = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> \u202egnol\u202c \u0007 👩‍👩‍👧 |";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Markdown_has_a_row_for_each_slice_and_the_message_of_what_is_not_green()
    {
        var folder = await CopyAsync();

        var (exit, text, error) = await Tool.RunAsync(folder, "report", "--format", "md");

        Assert.Equal(("", 1), (error, exit));
        Assert.Equal(
            """
            ## Evaluations

            1 improved, 1 inconclusive, 1 passed, 1 regressed.

            | | benchmark | slice | verdict | largest change |
            | --- | --- | --- | --- | --- |
            | ⬆️ | sums | better | improved | correct of small: 0.5 → 0.75 (p = 0.01) |
            | ⚠️ | sums | few | inconclusive |  |
            | ❌ | sums | plain | regressed | correct of small: 0.75 → 0.5 (p = 0.01) |
            | ✅ | sums | same | passed |  |
            """,
            text[..text.IndexOf("\n\n<details", StringComparison.Ordinal)]);
        Assert.Contains("<details open><summary>sums / plain: regressed</summary>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", PlainTextOf(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_adds_to_the_summary_of_a_job()
    {
        var folder = await CopyAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "summary.md"), "before\n", Token);

        await Tool.RunAsync(folder, "report", "--format", "md", "--append", "-o", "summary.md");

        Assert.StartsWith("before\n## Evaluations\n", await File.ReadAllTextAsync(Path.Combine(folder, "summary.md"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task JUnit_has_a_case_for_each_slice()
    {
        var (_, text, _) = await Tool.RunAsync(await CopyAsync(), "report", "--format", "junit");

        var suite = Assert.Single(XDocument.Parse(text).Root!.Elements());
        Assert.Equal(("sums", "4", "1", "1"), ((string)suite.Attribute("name")!, (string)suite.Attribute("tests")!, (string)suite.Attribute("failures")!, (string)suite.Attribute("skipped")!));
        Assert.Contains("</script>", suite.Descendants("failure").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Annotations_stand_at_the_lines_of_slices_that_are_not_green()
    {
        var folder = await CopyAsync();

        var (_, text, _) = await Tool.RunAsync(new CliEnvironment(new StringWriter(), new StringWriter(), Path.GetDirectoryName(folder)!), "report", "--format", "github", "--project", folder);

        var name = Path.GetFileName(folder);
        Assert.Equal(2, text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"::error file={name}/Evals/Sums.cs,line=12,title=sums / plain%3A regressed::sums / plain: regressed.%0A", text, StringComparison.Ordinal);
        Assert.Contains($"::warning file={name}/Evals/Sums.cs,line=14,title=sums / few%3A inconclusive::", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_of_a_store_shows_verdicts_means_and_candidates_in_a_browser()
    {
        var folder = await CopyAsync();
        var (exit, _, error) = await Tool.RunAsync(folder, "report", "-o", "report.html");
        Assert.Equal(("", 1), (error, exit));

        var dom = await Browser.OpenAsync(Path.Combine(folder, "report.html"), Token);

        Assert.Contains("1 improved, 1 inconclusive, 1 passed, 1 regressed.", dom, StringComparison.Ordinal);
        Assert.Contains("16 of 16 candidates", dom, StringComparison.Ordinal);
        Assert.Contains("Changes with their intervals", dom, StringComparison.Ordinal);
        Assert.Contains("Latency and tokens", dom, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_texts_stay_texts_in_a_browser_and_nothing_is_asked_of_a_network()
    {
        var folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;
        var page = Path.Combine(folder, "hostile.html");
        await File.WriteAllTextAsync(page, HtmlReport.Write(DataOf(1, Hostile + new string('x', 1_000_000))), Token);

        var dom = await Browser.OpenAsync(page, Token);

        Assert.Contains("<title>Evaluations</title>", dom, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", dom, StringComparison.Ordinal);
        Assert.Contains("U+202E", dom, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"?https?:", dom);
        Assert.Contains("1 of 1 candidates", dom, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Page_of_100_000_candidates_draws_only_the_rows_that_are_seen()
    {
        var folder = Directory.CreateTempSubdirectory("assay-cli-").FullName;
        var page = Path.Combine(folder, "large.html");
        await File.WriteAllTextAsync(page, HtmlReport.Write(DataOf(100_000, "an output")), Token);

        var dom = await Browser.OpenAsync(page, Token);

        Assert.Contains("100,000 of 100,000 candidates", dom, StringComparison.Ordinal);
        Assert.InRange(Row().Count(dom[dom.LastIndexOf("role=\"listbox\"", StringComparison.Ordinal)..]), 10, 60);
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex("role=\"option\"")]
    private static partial Regex Row();

    /// <summary>The Markdown without its blocks of code, in which nothing is markup.</summary>
    private static string PlainTextOf(string markdown) => Regex.Replace(markdown, "(?ms)^(`{3,})\n.*?^\\1$", "");

    private static JsonObject DataOf(int candidates, string output) => new()
    {
        ["summary"] = Hostile,
        ["outcomes"] = new JsonArray(Comparison("plain", "failed", "regressed", -0.25, Hostile)),
        ["means"] = new JsonArray(new JsonObject { ["benchmark"] = "sums", ["slice"] = Hostile, ["mean"] = 0.5 }),
        ["prompts"] = new JsonArray(),
        ["took"] = new JsonArray(),
        ["items"] = new JsonArray(Hostile),
        ["candidates"] = new JsonArray([.. Enumerable.Range(0, candidates).Select(i => (JsonNode)new JsonObject
        {
            ["b"] = "sums", ["s"] = "plain", ["i"] = $"{(candidates == 1 ? Hostile : "item")}-{i}", ["m"] = "small", ["p"] = "", ["q"] = "", ["n"] = 0, ["c"] = 0, ["o"] = output, ["t"] = 0.1,
            ["v"] = new JsonObject { [candidates == 1 ? Hostile : "correct"] = new JsonArray(i % 2, null, null) },
        })]),
    };

    private static JsonObject Comparison(string slice, string kind, string verdict, double? difference, string message, int line = 12) => new()
    {
        ["format"] = "assay-outcome/1",
        ["benchmark"] = "sums",
        ["slice"] = slice,
        ["kind"] = kind,
        ["verdict"] = verdict,
        ["message"] = $"sums / {slice}: {verdict}.\n{message}",
        ["file"] = "Evals/Sums.cs",
        ["line"] = line,
        ["changes"] = new JsonArray(),
        ["comparisons"] = difference is null ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["score"] = "correct",
            ["model"] = "small",
            ["prompt"] = "",
            ["params"] = "",
            ["baseline"] = null,
            ["verdict"] = verdict,
            ["gate"] = "significance",
            ["higher_is_better"] = true,
            ["items"] = 40,
            ["before"] = difference < 0 ? 0.75 : 0.5,
            ["after"] = difference < 0 ? 0.5 : 0.75,
            ["difference"] = difference,
            ["lower"] = difference - 0.1,
            ["upper"] = difference + 0.1,
            ["p"] = 0.01,
            ["worse"] = 10,
            ["better"] = 0,
            ["error_rate"] = 0,
            ["reasons"] = new JsonArray(),
        }),
    };

    private async Task<string> CopyAsync()
    {
        var folder = store.Copy();
        var outcomes = Directory.CreateDirectory(Path.Combine(folder, ".assay", "outcomes", "sums")).FullName;
        foreach (var outcome in (JsonObject[])[Comparison("plain", "failed", "regressed", -0.25, Hostile), Comparison("better", "improved", "improved", 0.25, ""), Comparison("few", "inconclusive", "inconclusive", null, "about 300 are needed", 14), Comparison("same", "passed", "passed", null, "")])
            await File.WriteAllTextAsync(Path.Combine(outcomes, $"{outcome["slice"]}.json"), outcome.ToJsonString(), Token);
        return folder;
    }
}
