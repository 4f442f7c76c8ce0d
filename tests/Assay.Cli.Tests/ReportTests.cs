using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assay.Cli.Terminal;

namespace Assay.Cli.Tests;

public sealed class ReportTests(SampleStore store) : IClassFixture<SampleStore>
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
    public async Task Page_that_cannot_be_written_is_an_error_that_names_it()
    {
        var (exit, _, error) = await Tool.RunAsync(await CopyAsync(), "report", "-o", "nowhere/report.html");

        Assert.Equal(2, exit);
        Assert.Contains("report.html", error, StringComparison.Ordinal);
    }

    /// <summary>The Markdown without its blocks of code, in which nothing is markup.</summary>
    private static string PlainTextOf(string markdown) => Regex.Replace(markdown, "(?ms)^(`{3,})\n.*?^\\1$", "");

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
