using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Reporting;
using Assay.Results;
using Assay.Tests.Results;

namespace Assay.Tests.Reporting;

/// <summary>Exports of results on a real store.</summary>
public sealed class ResultExportTests : IAsyncDisposable
{
    private readonly Runs runs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task Csv_has_a_line_per_candidate_and_score()
    {
        var result = await RunAsync();
        var first = (await result.CandidatesAsync(Token).ToListAsync())[0];

        var lines = (await CsvAsync(result)).Split('\n');

        Assert.Equal("slice,item,model,prompt,params,sample,metric,value,failure,trial,candidate", lines[0]);
        Assert.Equal($"s1,a,m1,p1,,0,em,0.1,,{first.TrialId},{first.Id}", lines[1]);
        Assert.StartsWith("s1,b,m1,p1,,0,em,,refused,", lines[2], StringComparison.Ordinal);
        Assert.Equal(["", "5"], [lines[^1], lines.Length.ToString(CultureInfo.InvariantCulture)]);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("line\nbreak", "\"line\nbreak\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("plain-text", "plain-text")]
    public async Task Csv_runs_nothing_in_a_spreadsheet_and_quotes_what_must_be(string item, string field)
    {
        var result = await runs.RunAsync([ScoredTrial.Of("m1", item, -0.5)]);

        var text = await CsvAsync(result);

        Assert.Contains($"\ns1,{field},m1,p1,,0,em,-0.5,,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_to_a_stream_is_the_same_in_utf_8_without_a_mark()
    {
        var result = await runs.RunAsync([ScoredTrial.Of("m1", "größe", 1)]);
        using var stream = new MemoryStream();

        await result.WriteScoresCsvAsync(stream, Token);

        Assert.Equal(Encoding.UTF8.GetBytes(await CsvAsync(result)), stream.ToArray());
        Assert.Equal((byte)'s', stream.ToArray()[0]);
    }

    [Fact]
    public async Task Json_lines_hold_one_candidate_each_with_its_output_where_asked_for()
    {
        var result = await RunAsync();
        using var stream = new MemoryStream();

        await result.WriteJsonLinesAsync(stream, new ExportOptions { IncludeOutputs = true }, Token);

        var lines = Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n').Split('\n');
        var candidates = await result.CandidatesAsync(Token).ToListAsync();
        Assert.Equal(3, lines.Length);
        Assert.Equal(
            $$$"""{"slice":"s1","item":"a","model":"m1","prompt":"p1","params":"","sample":0,"seed":{{{candidates[0].Seed}}},"trial":"{{{candidates[0].TrialId}}}","candidate":"{{{candidates[0].Id}}}","status":"completed","scores":{"em":{"value":0.1}},"output":"m1 p1 0"}""",
            lines[0]);
        Assert.EndsWith(""","status":"failed","failure":"refused","scores":{"em":{"failure":"refused"}}}""", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("output", Encoding.UTF8.GetString(await BytesAsync(stream => result.WriteJsonLinesAsync(stream, null, Token))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_of_several_slices_and_samples_stand_with_their_candidates()
    {
        var trials = ((string[])["s1", "s2"]).SelectMany(static slice => ((string[])["a", "b"]).Select(item => new ScoredTrial("m1", slice, "p1", item) { Scores = new Dictionary<string, double[]> { ["em"] = [1, 1] }, IsAnswered = item != "a" || slice != "s1" }));
        var result = await runs.RunAsync([.. trials]);

        var lines = Encoding.UTF8.GetString(await BytesAsync(stream => result.WriteJsonLinesAsync(stream, new ExportOptions { IncludeOutputs = true }, Token))).TrimEnd('\n').Split('\n');

        string?[] outputs = [.. lines.Select(static line => JsonDocument.Parse(line).RootElement.TryGetProperty("output", out var output) ? output.GetString() : null)];
        Assert.Equal([null, null, "m1 p1 0", "m1 p1 1", "m1 p1 0", "m1 p1 1", "m1 p1 0", "m1 p1 1"], outputs);
    }

    [Fact]
    public async Task Json_document_holds_run_candidates_and_totals()
    {
        var result = await RunAsync();

        using var document = JsonDocument.Parse(await BytesAsync(stream => result.WriteJsonAsync(stream, null, Token)));

        var root = document.RootElement;
        Assert.Equal(["format", "run", "experiment", "state", "candidates", "totals"], root.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(("assay.results/1", result.RunId.ToString(), "completed_with_failures"), (root.GetProperty("format").GetString(), root.GetProperty("run").GetString(), root.GetProperty("state").GetString()));
        Assert.Equal(3, root.GetProperty("candidates").GetArrayLength());
        Assert.Equal("""{"trials":3,"candidates":3,"completed":2,"failed":1,"missing":0,"unparsed":0}""", root.GetProperty("totals").GetRawText());
    }

    [Fact]
    public async Task Half_a_surrogate_pair_stops_no_export()
    {
        var result = await runs.RunAsync([ScoredTrial.Of("m1", "cut \ud83d", 1)]);

        var lines = Encoding.UTF8.GetString(await BytesAsync(stream => result.WriteJsonLinesAsync(stream, null, Token)));

        Assert.Equal("cut \ufffd", JsonDocument.Parse(lines).RootElement.GetProperty("item").GetString());
        Assert.Contains("cut \ufffd", Encoding.UTF8.GetString(await BytesAsync(stream => result.WriteScoresCsvAsync(stream, Token))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_shows_totals_aggregates_and_a_leaderboard()
    {
        var result = await RunAsync();

        var text = await MarkdownAsync(result);

        Assert.StartsWith($"# vectors ({result.RunId.Short})\n\nCompleted with failures: 3 trials, 3 candidates: 2 completed (0 of them unparsed), 1 failed, 0 missing.\n", text, StringComparison.Ordinal);
        Assert.Contains("| slice | model | metric | mean | standard_error | lower | upper | interval | count | failed | missing | failed_samples | clusters | minimum | maximum |", text, StringComparison.Ordinal);
        Assert.Contains("| s1 | m1 | em | 0.1500 | 0.0500 | -0.4853 | 0.7853 | student_t | 2 | 1 | 0 | 1 | – | 0.1000 | 0.2000 |", text, StringComparison.Ordinal);
        Assert.Contains("## Leaderboard: em (higher is better)", text, StringComparison.Ordinal);
        Assert.Contains("| 1 | m1 | leader |", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_format_is_the_same_in_every_culture_and_every_time()
    {
        var result = await RunAsync();
        var here = await AllAsync(result);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");

            Assert.Equal(here, await AllAsync(result));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private Task<BenchmarkResult> RunAsync() => runs.RunAsync(
        [ScoredTrial.Of("m1", "a", 0.1), ScoredTrial.Of("m1", "b", 1) with { IsAnswered = false }, ScoredTrial.Of("m1", "c", 0.2)]);

    private static async Task<string[]> AllAsync(RunResult result) =>
    [
        await CsvAsync(result),
        await MarkdownAsync(result),
        Encoding.UTF8.GetString(await BytesAsync(stream => result.WriteJsonAsync(stream, new ExportOptions { IncludeOutputs = true }, Token))),
        Encoding.UTF8.GetString(await BytesAsync(stream => result.WriteJsonLinesAsync(stream, null, Token))),
    ];

    private static async Task<string> CsvAsync(RunResult result)
    {
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await result.WriteScoresCsvAsync(text, Token);
        return text.ToString();
    }

    private static async Task<string> MarkdownAsync(RunResult result)
    {
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await result.WriteMarkdownAsync(text, null, Token);
        return text.ToString();
    }

    private static async Task<byte[]> BytesAsync(Func<Stream, Task> write)
    {
        using var stream = new MemoryStream();
        await write(stream);
        return stream.ToArray();
    }
}
