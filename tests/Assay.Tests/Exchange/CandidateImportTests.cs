using Assay.Errors;
using Assay.Exchange;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class CandidateImportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Outputs_are_found_by_the_names_that_people_know()
    {
        var benchmark = new TestBenchmark { Models = ["m1", "m2"], Prompts = ["p1", "p2"], Slices = ["s1", "s2"], Items = 3, Samples = 2 };

        var summary = await ImportAsync(benchmark, """
            {"task":"s1","model":"m2","prompt":"p1","item_id":"i000002","sample":1,"output":"4"}
            {"task":"s2","model":"m1","prompt":"p2","item_id":"i000001","sample":0,"output":"2","input_tokens":9}

            {"task":"s1","model":"m1","prompt":"p1","params_index":0,"item_id":"i000000","sample":0,"error":{"code":"timeout"}}
            """);

        Assert.Equal((2, 1, 3), (summary.Imported, summary.Failed, summary.Lines));
        await using var orchestrator = folder.Open();
        await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);
        await orchestrator.RunSliceAsync(benchmark.Build(), "s2", null, Token);
        Assert.Equal(22, benchmark.Calls.Distinct().Count());
        Assert.DoesNotContain("m2/p1: i000002/i000002/1", benchmark.Calls);
        Assert.DoesNotContain("m1/p2: i000001/i000001/0", benchmark.Calls);
    }

    [Fact]
    public async Task What_there_is_only_one_of_need_not_be_named()
    {
        var benchmark = new TestBenchmark { Items = 2 };

        await ImportAsync(benchmark, """
            {"item_id":"i000000","output":"0"}
            {"item_id":"i000001","output":"2"}
            """);

        await using var orchestrator = folder.Open();
        var (run, _) = await orchestrator.RunSliceAsync(benchmark.Build(), "s1", null, Token);
        Assert.Equal((0, 2, 2), (run.Generated, run.Reused, run.Scored));
    }

    [Fact]
    public async Task Table_of_outputs_is_imported_and_importing_it_again_changes_nothing()
    {
        var benchmark = new TestBenchmark { Items = 3 };
        var file = Path.Combine(folder.Path, "outputs.csv");
        await File.WriteAllTextAsync(file, "item_id,output,output_tokens,duration_ms,error_code,error_message\ni000000,0,1,12.5,,\ni000001,\"2\nor, as some say, \"\"two\"\"\",7,,,\ni000002,,,,content_filter,\"no, never\"\n", Token);
        await using (var orchestrator = folder.Open())
        {
            var summary = await orchestrator.ImportCandidatesAsync(benchmark.Build(), file, null, Token);
            Assert.Equal((2, 1), (summary.Imported, summary.Failed));
        }

        var before = folder.Dump();
        await using (var again = folder.Open())
            Assert.Equal(3, (await again.ImportCandidatesAsync(benchmark.Build(), file, null, Token)).AlreadyThere);

        Assert.Equal(before, folder.Dump());
        var store = Path.Combine(folder.Path, ".assay");
        Assert.Equal(1, Storage.StoreInspector.Count(store, "SELECT count(*) FROM events WHERE kind = 4 AND text = '2' || char(10) || 'or, as some say, \"two\"' AND tokens_out = 7"));
        Assert.Equal(1, Storage.StoreInspector.Count(store, "SELECT count(*) FROM events WHERE kind = 4 AND text = 'no, never' AND state = 2"));
    }

    [Theory]
    [InlineData("""{"task":"s9","model":"m1","item_id":"i000000","output":"0"}""", "import_unexpected", "There is no task 's9' in this run; name one of: s1, s2.")]
    [InlineData("""{"task":"s1","model":"m9","item_id":"i000000","output":"0"}""", "import_unexpected", "There is no model 'm9' in this run; name one of: m1, m2.")]
    [InlineData("""{"task":"s1","model":"m1","prompt":"p9","item_id":"i000000","output":"0"}""", "import_unexpected", "There is no prompt 'p9'")]
    [InlineData("""{"task":"s1","model":"m1","item_id":"i9","output":"0"}""", "import_unexpected", "Task 's1' has no item 'i9'")]
    [InlineData("""{"task":"s1","model":"m1","item_id":17,"output":"0"}""", "import_unexpected", "Task 's1' has no item '17'")]
    [InlineData("""{"task":"s1","model":"m1","item_id":"i000000","sample":2,"output":"0"}""", "import_unexpected", "'sample' is 2; this run has 0 to 0")]
    [InlineData("""{"task":"s1","model":"m1","item_id":"i000000","params_index":"x","output":"0"}""", "import_malformed", "'params_index' is not a whole number")]
    [InlineData("""{"task":"s1","item_id":"i000000","output":"0"}""", "import_missing", "'model' is missing; name one of: m1, m2.")]
    [InlineData("""{"task":"s1","model":"m1","output":"0"}""", "import_missing", "'item_id' is missing")]
    [InlineData("""{"task":"s1","model":"m1","item_id":"i000000"}""", "import_missing", "neither an output nor an error")]
    [InlineData("""{"task":"s1","model":"m1","item_id":"i000000","output":"0","ground_truth":"1"}""", "import_malformed", "There is no member 'ground_truth'")]
    public async Task Line_that_names_no_candidate_is_refused_with_what_there_is(string line, string code, string message)
    {
        var benchmark = new TestBenchmark { Models = ["m1", "m2"], Slices = ["s1", "s2"], Items = 2 };
        await ImportAsync(benchmark, "");
        var before = folder.Dump();

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(benchmark, """{"task":"s1","model":"m2","item_id":"i000000","output":"0"}""" + "\n" + line));

        var problem = Assert.Single(exception.Problems);
        Assert.Equal((code, (int?)2), (problem.Code.Value, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, folder.Dump());
    }

    [Theory]
    [InlineData("item_id,ouput\ni000000,1\n", 1, "There is no column 'ouput'")]
    [InlineData("item_id,output,output\ni000000,1,1\n", 1, "names the column 'output' twice")]
    [InlineData("item_id,output\ni000000,1,2\n", 2, "3 fields where the header names 2")]
    [InlineData("item_id,output\ni000000,\"1\n", 2, "A quote stands where none may")]
    [InlineData("item_id,output\ni000000,1\ni000001,\n", 3, "in CSV an empty value counts as absent")]
    [InlineData("item_id,output,output_tokens\ni000000,1,many\n", 2, "'output_tokens' is not a whole number")]
    [InlineData("item_id,output,error_code\ni000000,1,timeout\n", 2, "both an output and an error")]
    public async Task Bad_table_is_refused_by_line(string table, int line, string message)
    {
        await using var orchestrator = folder.Open();

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => orchestrator.ImportCandidatesAsync(new TestBenchmark().Build(), Outsider.ToStream(table), new ExchangeOptions { FileName = "outputs.csv" }, Token));

        var problem = Assert.Single(exception.Problems);
        Assert.Equal(("outputs.csv", (int?)line), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidates_that_ask_the_same_thing_must_have_the_same_output()
    {
        var benchmark = new TestBenchmark { Slices = ["s1", "s2"] };

        var same = await ImportAsync(benchmark, """
            {"task":"s1","item_id":"i000000","output":"0"}
            {"task":"s2","item_id":"i000000","output":"0"}
            """);
        var exception = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(benchmark, """
            {"task":"s1","item_id":"i000001","output":"2"}
            {"task":"s2","item_id":"i000001","output":"two"}
            {"task":"s1","item_id":"i000001","output":"2"}
            """));

        Assert.Equal((1, 1), (same.Imported, same.AlreadyThere));
        Assert.Equal([ErrorCode.ImportDuplicate, ErrorCode.ImportDuplicate], exception.Problems.Select(static problem => problem.Code));
        Assert.Contains("asks the same thing as line 1 and has another answer", exception.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("the same candidate as line 1", exception.Problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Output_for_an_item_that_cannot_be_read_is_refused()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 3 };
        test.Unreadable.Add("i002");
        await using var orchestrator = folder.Open();
        using var bundle = new MemoryStream();

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => orchestrator.ImportCandidatesAsync(test.Build(), Outsider.ToStream("""{"prompt":"p1","item_id":"i002","output":"4"}"""), null, Token));
        var summary = await orchestrator.ExportGenerationBundleAsync(test.Build(), bundle, null, Token);

        Assert.Contains("Item 'i002' cannot be read, so that it takes no outputs: The record is torn.", exception.Message, StringComparison.Ordinal);
        Assert.Equal((4, 1), (summary.Lines, summary.Unaskable));
    }

    private async Task<ImportSummary> ImportAsync(TestBenchmark benchmark, string lines)
    {
        await using var orchestrator = folder.Open();
        return await orchestrator.ImportCandidatesAsync(benchmark.Build(), Outsider.ToStream(lines), null, Token);
    }
}
