using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class RefusedImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"key":"KEY","output":"a""", "import_malformed", "not well-formed JSON")]
    [InlineData("not json at all", "import_malformed", "not well-formed JSON")]
    [InlineData("[1,2]", "import_malformed", "write one object")]
    [InlineData("""{"key":"KEY","output":7}""", "import_malformed", "'output' is not a text")]
    [InlineData("""{"key":"KEY","output":null}""", "import_missing", "neither an output nor an error")]
    [InlineData("""{"key":"KEY"}""", "import_missing", "neither an output nor an error")]
    [InlineData("""{"output":"a"}""", "import_missing", "'key' is missing")]
    [InlineData("""{"key":"KEY","output":"a","error":{"code":"timeout"}}""", "import_mismatch", "both an output and an error")]
    [InlineData("""{"key":"KEY","error":{"message":"a"}}""", "import_missing", "'error.code' is missing")]
    [InlineData("""{"key":"KEY","error":{"code":"Rate Limit"}}""", "import_malformed", "'error.code' is not lower-case words")]
    [InlineData("""{"key":"KEY","error":"boom"}""", "import_malformed", "'error' is not an object")]
    [InlineData("""{"key":"KEY","ouput":"a","output":"a"}""", "import_malformed", "There is no member 'ouput'")]
    [InlineData("""{"key":"KEY","output":"a","output":"b"}""", "import_malformed", "'output' is given twice")]
    [InlineData("""{"key":"12ab","output":"a"}""", "import_malformed", "'key' is not an identity of 32 hexadecimal digits")]
    [InlineData("""{"key":"00000000000000000000000000000000","output":"a"}""", "import_unexpected", "This run has no candidate")]
    [InlineData("""{"key":"KEY","output":"a","input_tokens":-1}""", "import_malformed", "'input_tokens' is not a whole number")]
    [InlineData("""{"key":"KEY","output":"a","input_tokens":1.5}""", "import_malformed", "'input_tokens' is not a whole number")]
    [InlineData("""{"key":"KEY","output":"a","duration_ms":1e999}""", "import_malformed", "'duration_ms' is not a finite number")]
    [InlineData("""{"key":"KEY","output":"a","started":"yesterday"}""", "import_malformed", "'started' is not a time in ISO 8601")]
    [InlineData("""{"key":"KEY","output":"a","turns":[{"role":"robot"}]}""", "import_malformed", "'turns[0].role' is not one of")]
    [InlineData("""{"key":"KEY","output":"a","turns":[3]}""", "import_malformed", "'turns[0]' is not an object")]
    [InlineData("""{"key":"KEY","output":"a","logprobs":[{"t":"a"}]}""", "import_missing", "'logprobs[0].p' is missing")]
    [InlineData("""{"key":"KEY","output":"a","logprobs":[{"p":-1}]}""", "import_missing", "'logprobs[0].t' is missing")]
    [InlineData("""{"key":"KEY","output":"a","logprobs":[{"t":"a","p":0.5}]}""", "import_malformed", "'logprobs[0].p' is not the logarithm of a probability")]
    [InlineData("""{"key":"KEY","output":"a","logprobs":[{"t":"a","p":-1,"top":{"b":"often"}}]}""", "import_malformed", "'logprobs[0].top' is not an object whose members are finite numbers")]
    [InlineData("""{"key":"KEY","output":"a","logprobs":{"a":-1}}""", "import_malformed", "'logprobs' is not an array of objects")]
    [InlineData("""{"key":"KEY","output":"a","finish_reason":"\ud800"}""", "import_malformed", "'finish_reason' is not valid Unicode")]
    [InlineData("""{"key":"KEY","output":"a","\ud800":1}""", "import_malformed", "")]
    public async Task Bad_line_is_named_and_nothing_of_its_file_is_recorded(string line, string code, string message)
    {
        var benchmark = new TestBenchmark();
        var (header, good) = Split(Outsider.Double(await folder.ExportGenerationsAsync(benchmark)));
        var key = JsonNode.Parse(good[5])!["key"]!.GetValue<string>();
        good[5] = line.Replace("KEY", key, StringComparison.Ordinal);

        var problem = Assert.Single((await RefusedAsync(benchmark, header, good)).Problems);

        Assert.Equal((code, "stream", (int?)7), (problem.Code.Value, problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format", "\"assay.evaluation_results\"", "The file has the format")]
    [InlineData("format", "\"assay.generation_bundle\"", "This is the bundle itself")]
    [InlineData("version", "2", "version 2 of its format")]
    [InlineData("version", null, "'version' is missing")]
    [InlineData("run_id", "\"00000000000000000000000000000000\"", "The file is for run 000000000000")]
    [InlineData("run_id", null, "'run_id' is missing")]
    [InlineData("project", "\"other\"", "The file's project is 'other' and this run's is 'test'")]
    [InlineData("name", "\"other\"", "The file's name is 'other'")]
    [InlineData("stage", "\"evaluation\"", "The file's stage is 'evaluation'")]
    [InlineData("count", "11", "The header counts 11 lines and the file has 10")]
    public async Task Header_of_another_manifest_is_refused(string member, string? value, string message)
    {
        var benchmark = new TestBenchmark();
        var (header, lines) = Split(Outsider.Double(await folder.ExportGenerationsAsync(benchmark)));
        var changed = JsonNode.Parse(header)!.AsObject();
        changed[member] = value is null ? null : JsonNode.Parse(value);

        var problem = Assert.Single((await RefusedAsync(benchmark, changed.ToJsonString(), lines)).Problems);

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(value is null ? ErrorCode.ImportMissing : ErrorCode.ImportMismatch, problem.Code);
    }

    [Fact]
    public async Task File_without_a_header_is_refused()
    {
        var benchmark = new TestBenchmark();
        var (_, lines) = Split(Outsider.Double(await folder.ExportGenerationsAsync(benchmark)));

        Assert.Contains("The first line is no header", (await RefusedAsync(benchmark, lines[0], lines)).Message, StringComparison.Ordinal);
        Assert.Contains("The file is empty", (await RefusedAsync(benchmark, "", [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_an_edited_spec_are_refused()
    {
        var results = Outsider.Double(await folder.ExportGenerationsAsync(new TestBenchmark()));
        var (header, lines) = Split(results);

        var exception = await RefusedAsync(new TestBenchmark { MetricVersion = "2" }, header, lines);

        Assert.Contains("the spec or the data has changed since the bundle was written", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidate_that_is_answered_twice_is_refused()
    {
        var benchmark = new TestBenchmark();
        var (header, lines) = Split(Outsider.Double(await folder.ExportGenerationsAsync(benchmark)));
        lines.Add(lines[2]);

        var problem = Assert.Single((await RefusedAsync(benchmark, WithoutCount(header), lines)).Problems);

        Assert.Equal((ErrorCode.ImportDuplicate, (int?)12), (problem.Code, problem.Line));
        Assert.Contains("the same candidate as line 4", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_is_told_at_once_up_to_a_number()
    {
        var benchmark = new TestBenchmark { Items = 200 };
        var (header, lines) = Split(Outsider.Double(await folder.ExportGenerationsAsync(benchmark)));

        var exception = await RefusedAsync(benchmark, header, [.. lines.Select((line, i) => i % 2 == 0 ? "{" : line)]);

        Assert.Equal(51, exception.Problems.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (int?)(2 + (2 * i))), exception.Problems.Take(50).Select(problem => problem.Line));
        Assert.Contains("And 50 more problems", exception.Problems[50].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        var results = System.Text.Encoding.UTF8.GetBytes(Outsider.Answer(await folder.ExportGenerationsAsync(benchmark), static _ => new JsonObject { ["output"] = "@" }));
        results[Array.LastIndexOf(results, (byte)'@')] = 0xE9;
        await using var orchestrator = folder.Open();

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => orchestrator.ImportGenerationResultsAsync(benchmark.Build(), new MemoryStream(results), null, Token));

        Assert.Contains("not UTF-8", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("else", 0)]
    [InlineData(null, 9)]
    public async Task File_that_changes_between_the_check_and_the_recording_is_refused(string? first, int recorded)
    {
        var benchmark = new TestBenchmark();
        var bundle = await folder.ExportGenerationsAsync(benchmark);
        var changed = Outsider.Answer(bundle, line => line["ordinal"]!.GetValue<int>() > 0 ? new JsonObject { ["output"] = Outsider.Doubled(line) } : first is null ? null : new JsonObject { ["output"] = first });
        await using (var orchestrator = folder.Open())
        await using (var stream = new ChangingStream(Outsider.Double(bundle), changed))
        {
            var exception = await Assert.ThrowsAsync<ExchangeException>(() => orchestrator.ImportGenerationResultsAsync(benchmark.Build(), stream, null, Token));
            Assert.Equal(ErrorCode.ImportUnreadable, exception.Code);
        }

        Assert.Equal(1 + 10 - recorded, Outsider.Read(await folder.ExportGenerationsAsync(benchmark)).Count);
    }

    [Fact]
    public async Task File_that_is_not_there_and_one_that_cannot_be_written_are_named()
    {
        await using var orchestrator = folder.Open();
        var absent = Path.Combine(folder.Path, "no", "such.jsonl");

        var unreadable = await Assert.ThrowsAsync<ExchangeException>(() => orchestrator.ImportGenerationResultsAsync(new TestBenchmark().Build(), absent, null, Token));
        var unwritable = await Assert.ThrowsAsync<ExchangeException>(() => orchestrator.ExportGenerationBundleAsync(new TestBenchmark().Build(), absent, null, Token));

        Assert.Equal((ErrorCode.ImportUnreadable, absent), (unreadable.Code, unreadable.Problems[0].File));
        Assert.Equal((ErrorCode.ExportUnwritable, absent), (unwritable.Code, unwritable.Problems[0].File));
    }

    private static (string Header, List<string> Lines) Split(string results)
    {
        var lines = results.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (lines[0], [.. lines.Skip(1)]);
    }

    private static string WithoutCount(string header)
    {
        var changed = JsonNode.Parse(header)!.AsObject();
        changed.Remove("count");
        return changed.ToJsonString();
    }

    /// <summary>Imports, and holds that it is refused and that the store is as before.</summary>
    private async Task<ExchangeException> RefusedAsync(TestBenchmark benchmark, string header, List<string> lines)
    {
        var before = folder.Dump();
        var exception = await Assert.ThrowsAsync<ExchangeException>(() => folder.ImportGenerationsAsync(benchmark, string.Join('\n', lines.Prepend(header))));
        Assert.Equal(before, folder.Dump());
        return exception;
    }
}
