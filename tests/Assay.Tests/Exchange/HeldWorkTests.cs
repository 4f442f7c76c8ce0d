using System.Text;
using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Exchange;
using Assay.Specs;
using Assay.Storage.Manifests;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class HeldWorkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Generations_of_a_job_are_running_until_their_results_come_back()
    {
        var benchmark = new TestBenchmark { Items = 4 };
        await using var orchestrator = folder.Open();
        var (bundle, exported) = await ExportAsync(orchestrator, benchmark, "batch-17");

        Assert.Equal("batch-17", Outsider.Read(bundle)[0]["job_id"]!.GetValue<string>());
        Assert.Equal((4, 0), (exported.Lines, exported.Held));
        Assert.Equal((0, 4, 0, 0), await CountAsync(orchestrator, benchmark));

        await ImportAsync(orchestrator, benchmark, Outsider.Answer(bundle, static line => line["ordinal"]!.GetValue<int>() switch
        {
            0 => null,
            1 => new JsonObject { ["error"] = new JsonObject { ["code"] = "rate_limit" } },
            _ => new JsonObject { ["output"] = Outsider.Doubled(line) },
        }));

        Assert.Equal((0, 1, 2, 1), await CountAsync(orchestrator, benchmark));
    }

    [Fact]
    public async Task What_a_job_or_a_worker_holds_is_in_no_other_bundle()
    {
        var benchmark = new TestBenchmark { Slices = ["s1", "s2"], Items = 4 };
        await using var orchestrator = folder.Open();
        var manifest = await orchestrator.PlanAsync(benchmark.Build(), cancellationToken: Token);
        var manifests = (await orchestrator.GetStorageAsync(Token)).Manifests;
        await manifests.ClaimAsync(manifest.RunId, "worker", TimeSpan.FromHours(1), 1, DateTimeOffset.UtcNow, Token);

        var (first, rest) = await ExportAsync(orchestrator, benchmark, "job");
        var (_, none) = await ExportAsync(orchestrator, benchmark, null);

        Assert.Equal((3, 6, 1), (rest.Lines, rest.Candidates, rest.Held));
        Assert.Equal((0, 4), (none.Lines, none.Held));
        Assert.DoesNotContain("i000000", Outsider.Read(first).Skip(1).Select(line => line["item_id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Generation_that_fails_in_its_job_as_it_failed_before_is_held_no_longer()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        await using var orchestrator = folder.Open();
        var error = new JsonObject { ["error"] = new JsonObject { ["code"] = "rate_limit" } };
        await ImportAsync(orchestrator, benchmark, Outsider.Answer((await ExportAsync(orchestrator, benchmark, null)).Bundle, _ => error.DeepClone().AsObject()));
        var results = Outsider.Answer((await ExportAsync(orchestrator, benchmark, "job")).Bundle, _ => error.DeepClone().AsObject());
        Assert.Equal((0, 1, 0, 0), await CountAsync(orchestrator, benchmark));

        var first = await ImportAsync(orchestrator, benchmark, results);
        var again = await ImportAsync(orchestrator, benchmark, results);

        Assert.Equal((1, 0), (first.Failed, first.AlreadyThere));
        Assert.Equal((0, 1), (again.Failed, again.AlreadyThere));
        Assert.Equal((0, 0, 0, 1), await CountAsync(orchestrator, benchmark));
    }

    [Fact]
    public async Task Job_that_was_given_up_leaves_its_generations_to_others()
    {
        var benchmark = new TestBenchmark { Items = 2 };
        await using var orchestrator = folder.Open();
        var (_, exported) = await ExportAsync(orchestrator, benchmark, "job");
        var manifests = (await orchestrator.GetStorageAsync(Token)).Manifests;

        var places = new List<WorkPlace>();
        await foreach (var work in manifests.ReadWorkItemsAsync(exported.RunId, WorkStage.Generation, WorkStatus.Running, Token))
        {
            if (work.ExternalJobId == "job")
                places.Add(new WorkPlace(work.PlanId, work.Ordinal));
        }

        await manifests.SetExternalJobAsync(exported.RunId, places, null, Token);

        Assert.Equal((2, 0, 0, 0), await CountAsync(orchestrator, benchmark));
        Assert.Equal(2, (await ExportAsync(orchestrator, benchmark, "another")).Summary.Lines);
    }

    [Fact]
    public async Task Submitted_run_is_done_once_the_results_of_its_job_are_in_and_scored()
    {
        var benchmark = new TestBenchmark { Items = 3, IsPaid = true };
        await using var orchestrator = folder.Open(new ProjectSpec("test") { Backend = new BatchBackendSpec("double") });
        var handle = await orchestrator.SubmitAsync(benchmark.Build(), cancellationToken: Token);
        var (bundle, _) = await ExportAsync(orchestrator, benchmark, "job");
        Assert.False((await orchestrator.ResumeAsync(handle.RunId.ToString(), benchmark.Build(), cancellationToken: Token)).IsDone);

        await ImportAsync(orchestrator, benchmark, Outsider.Double(bundle));
        await orchestrator.EvaluateAsync(benchmark.Build(), cancellationToken: Token);

        Assert.True((await orchestrator.ResumeAsync(handle.RunId.ToString(), benchmark.Build(), cancellationToken: Token)).IsDone);
        Assert.Empty(benchmark.Calls);
    }

    [Fact]
    public async Task Job_needs_a_name_and_holds_generations_alone()
    {
        await using var orchestrator = folder.Open();

        var nameless = await Assert.ThrowsAsync<AssayException>(() => ExportAsync(orchestrator, new TestBenchmark(), " "));
        var scores = await Assert.ThrowsAsync<AssayException>(() => orchestrator.ExportEvaluationBundleAsync(new TestBenchmark().Build(), Stream.Null, new ExchangeOptions { JobId = "job" }, Token));

        Assert.Equal((ErrorCode.OptionInvalid, ErrorCode.OptionInvalid), (nameless.Code, scores.Code));
    }

    [Theory]
    [InlineData(true, ", benchmark 'bench' as it was planned ")]
    [InlineData(false, ", which is not planned in this store")]
    public async Task Results_of_another_run_are_refused_by_the_name_it_was_planned_under(bool isPlanned, string which)
    {
        var other = new TestBenchmark { Items = 5 };
        await using var orchestrator = folder.Open();
        if (isPlanned)
            await orchestrator.PlanAsync(other.Build(), cancellationToken: Token);
        var results = Outsider.Double((await ExportAsync(orchestrator, other, null)).Bundle);

        var exception = await Assert.ThrowsAsync<ExchangeException>(() => ImportAsync(orchestrator, new TestBenchmark { Items = 4 }, results));

        Assert.Equal(ErrorCode.ImportMismatch, exception.Code);
        Assert.Contains(which, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failed_export_leaves_nothing_in_its_job()
    {
        var benchmark = new TestBenchmark { Items = 2 };
        await using var orchestrator = folder.Open();

        await Assert.ThrowsAsync<ExchangeException>(() => orchestrator.ExportGenerationBundleAsync(benchmark.Build(), Path.Combine(folder.Path, "no", "such"), new ExchangeOptions { JobId = "job" }, Token));

        Assert.Equal((2, 0, 0, 0), await CountAsync(orchestrator, benchmark));
    }

    private static async Task<(long Pending, long Running, long Completed, long Failed)> CountAsync(Orchestrator orchestrator, TestBenchmark benchmark)
    {
        var manifest = await orchestrator.PlanAsync(benchmark.Build(), cancellationToken: Token);
        var counts = (await manifest.CountAsync(Token)).Single(static counts => counts.Stage == WorkStage.Generation);
        return (counts.Pending, counts.Running, counts.Completed, counts.Failed);
    }

    private static async Task<(string Bundle, ExportSummary Summary)> ExportAsync(Orchestrator orchestrator, TestBenchmark benchmark, string? jobId)
    {
        using var stream = new MemoryStream();
        var summary = await orchestrator.ExportGenerationBundleAsync(benchmark.Build(), stream, new ExchangeOptions { JobId = jobId }, Token);
        return (Encoding.UTF8.GetString(stream.ToArray()), summary);
    }

    private static Task<ImportSummary> ImportAsync(Orchestrator orchestrator, TestBenchmark benchmark, string results) =>
        orchestrator.ImportGenerationResultsAsync(benchmark.Build(), Outsider.ToStream(results), null, Token);
}
