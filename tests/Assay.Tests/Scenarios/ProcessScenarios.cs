using System.Globalization;
using Assay.Errors;
using Assay.Execution;
using Assay.Specs;
using Assay.Tests.Exchange;
using Assay.Tests.Storage;

namespace Assay.Tests.Scenarios;

/// <summary>Runs that go through several processes: real ones, which know each other by the project's folder alone.</summary>
public sealed class ProcessScenarios
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_submitted_in_another_process_is_read_here()
    {
        await using var ledger = Shared();
        using var other = StoreProcess.Start("ledger", "submit", ledger.Folder, "0");
        var lines = other.TakeAll().ToList();

        var runId = lines[^1].Split(' ')[0];
        var resumed = await ledger.Open().ResumeAsync(runId, ledger.Benchmark, null, Token);

        Assert.Equal((37, $"{runId} Completed", 0), (lines.Count, lines[^1], other.WaitForExit()));
        Assert.Equal((true, 36L), (resumed.IsDone, (await resumed.Result!.TotalsAsync(Token)).Completed));
        Assert.Empty(ledger.Calls);
    }

    [Fact]
    public async Task Run_submitted_here_is_resumed_in_another_process_which_makes_what_failed()
    {
        await using var ledger = Shared();
        ledger.Fail(static request => request is { Item.Id: "sum004", Model.Id: "exact" }, static () => new EngineException(new ErrorCode("content_filter"), "No."));
        var handle = await ledger.Open().SubmitAsync(ledger.Benchmark, null, Token);

        Assert.Equal((RunStatus.CompletedWithFailures, 2L), (handle.Status, handle.Stages[0].Failed));

        using var other = StoreProcess.Start("ledger", "resume", ledger.Folder, handle.RunId.ToString());
        var lines = other.TakeAll().ToList();

        Assert.Equal($"{handle.RunId} Completed", lines[^1]);
        Assert.All(lines.SkipLast(1), static line => Assert.Contains("/sum004/", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_process_keeps_what_it_had_committed_and_the_rest_alone_is_made()
    {
        await using var ledger = Shared(sums: 60);
        using var other = StoreProcess.Start("ledger", "submit", ledger.Folder, "20");
        var runId = await RunOfAsync(ledger, completed: 20);

        other.Kill();
        var kept = (await ledger.Open().GetRunProgressAsync(runId, Token)).Stages[0].Completed;
        var resumed = await ledger.Open().ResumeAsync(runId, ledger.Benchmark, null, Token);

        Assert.InRange(kept, 20, 359);
        Assert.Equal((true, 360 - kept), (resumed.IsDone, ledger.Calls.Count));
        Assert.True(other.TakeAll().Count() >= kept);
        Assert.Equal(360, (await resumed.Result!.TotalsAsync(Token)).Completed);
    }

    [Fact]
    public async Task Progress_of_a_run_is_seen_while_another_process_makes_it()
    {
        await using var ledger = Shared(sums: 60);
        using var other = StoreProcess.Start("ledger", "submit", ledger.Folder, "20");
        var watcher = ledger.Open();
        var runId = await RunOfAsync(ledger, completed: 1);

        var (first, second) = (await watcher.GetRunProgressAsync(runId, Token), await watcher.GetRunProgressAsync(runId, Token));
        var last = other.TakeAll().Last();
        var done = await watcher.GetRunProgressAsync(runId, Token);

        Assert.InRange(first.Stages[0].Completed, 1, second.Stages[0].Completed);
        Assert.Equal((360L, true, null), (first.Stages[0].Total, first.Started is not null, first.Ended));
        Assert.Equal(($"{runId} Completed", RunStatus.Completed, 0L, 360L), (last, done.Status, done.InFlight, done.Stages[0].Completed));
    }

    [Fact]
    public async Task Two_processes_that_run_the_same_benchmark_generate_nothing_twice()
    {
        await using var ledger = Shared(sums: 60);
        using var one = StoreProcess.Start("ledger", "submit", ledger.Folder, "2");
        using var two = StoreProcess.Start("ledger", "submit", ledger.Folder, "2");

        var calls = one.TakeAll().Concat(two.TakeAll()).ToList();

        Assert.Equal(360, calls.Where(static line => line.Contains('/', StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(362, calls.Count);
        Assert.Single(calls.Where(static line => line.EndsWith(" Completed", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task Bundle_exported_in_another_process_is_answered_and_imported_here()
    {
        await using var ledger = Shared();
        var file = Path.Combine(ledger.Folder, "bundle.jsonl");
        using var other = StoreProcess.Start("ledger", "export", ledger.Folder, file);
        Assert.Equal("36", other.TakeLine());
        Assert.Equal(0, other.WaitForExit());

        var answers = Outsider.Answer(await File.ReadAllTextAsync(file, Token), static line => new() { ["output"] = line["item"]!["sum"]!.GetValue<int>().ToString(CultureInfo.InvariantCulture) });
        await ledger.Open().ImportGenerationResultsAsync(ledger.Benchmark, Outsider.ToStream(answers), null, Token);
        var result = await ledger.RunAsync();

        Assert.Empty(ledger.Calls);
        Assert.Equal(new() { ["exact"] = 1, ["wordy"] = 1, ["sloppy"] = 1 }, await ScenarioProject.MeansAsync(result, "strict_right"));
    }

    private static ScenarioProject Shared(int sums = 6)
    {
        var ledger = new ScenarioProject(sums) { Spec = new ProjectSpec("ledger") { Execution = new ExecutionPolicy { MaxInFlight = 4 } } };
        ledger.Share();
        return ledger;
    }

    /// <summary>Waits until some generations of the one planned run are stored, and gives its id.</summary>
    private static async Task<string> RunOfAsync(ScenarioProject ledger, int completed)
    {
        var watcher = ledger.Open();
        while (true)
        {
            if (await watcher.ListManifestsAsync(Token).FirstOrDefaultAsync(Token) is { } manifest && (await manifest.CountAsync(Token))[0].Completed >= completed)
                return manifest.RunId.ToString();
            await Task.Delay(20, Token);
        }
    }
}
