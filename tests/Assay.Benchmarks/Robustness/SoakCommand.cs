using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Assay.Benchmarks.Runs;
using Assay.Results;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Benchmarks.Robustness;

/// <summary>
/// Runs over and over into one store after the other, with an engine that errs and dawdles, each round with an orchestrator of its own: a run,
/// a second one that takes up what failed, the aggregates. Stops by itself.
/// </summary>
internal static class SoakCommand
{
    private const int Fewest = 15;

    // A store of its own every so often, so that the caches of a growing one are not taken for growth.
    private const int RoundsPerStore = 25;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var options = new Arguments(args, "--minutes", "--trials", "--json");
        var length = TimeSpan.FromMinutes(options.Number("--minutes", 10));
        var folder = Directory.CreateTempSubdirectory("assay-soak-").FullName;
        try
        {
            var workload = new Workload((int)options.Number("--trials", 2_000), int.MaxValue, folder);
            workload.WriteItems();
            var samples = await SoakAsync(workload, length, cancellationToken);
            if (options.Text("--json") is { } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(samples, RunsCommand.Json) + "\n", cancellationToken);
            var grown = SoakGrowth.Of(samples);
            foreach (var one in grown)
                await Console.Error.WriteLineAsync(one);
            var last = samples[^1];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{samples.Count} rounds, {last.Trials} trials, {last.Failed} failures, {(grown.Count == 0 ? "no growth" : "growth")}"));
            return grown.Count == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<SoakSample>> SoakAsync(Workload workload, TimeSpan length, CancellationToken cancellationToken)
    {
        Console.WriteLine("| s | trials | failures | working set MB | live MB | handles | threads |\n|---:|---:|---:|---:|---:|---:|---:|");
        var samples = new List<SoakSample>();
        var clock = Stopwatch.StartNew();
        var told = TimeSpan.Zero;
        var (trials, failed) = (0L, 0L);
        for (var round = 1; clock.Elapsed < length || samples.Count < Fewest; round++)
        {
            failed += await RoundAsync(workload, round, cancellationToken);
            trials += workload.Trials;
            samples.Add(SoakSample.Take(clock.Elapsed, trials, failed));
            if (clock.Elapsed - told >= length / 30)
            {
                Print(samples[^1]);
                told = clock.Elapsed;
            }
        }

        return samples;
    }

    /// <returns>How many generations failed at first.</returns>
    private static async Task<long> RoundAsync(Workload workload, int round, CancellationToken cancellationToken)
    {
        var definition = workload.Definition(new FaultyEngine().AnswerAsync);
        var project = new ProjectSpec("soak")
        {
            GlobalSeed = round,
            Execution = new ExecutionPolicy { MaxInFlight = 256, CircuitBreakerThreshold = int.MaxValue },
        };
        var store = Path.Combine(workload.Folder, FormattableString.Invariant($"store{round / RoundsPerStore}"));
        if (round % RoundsPerStore == 0 && Path.Combine(workload.Folder, FormattableString.Invariant($"store{(round / RoundsPerStore) - 1}")) is var last)
            Directory.Delete(last, recursive: true);
        var options = new OrchestratorOptions { ProjectDirectory = workload.Folder, StoreDirectory = store };
        await using var orchestrator = Orchestrator.FromProjectSpec(project, options);
        var first = await orchestrator.RunBenchmarkAsync(definition, null, cancellationToken);
        var failures = workload.Trials - first.Work!.Scored;
        if (failures == 0 || first.State != RunState.CompletedWithFailures)
            throw new InvalidOperationException($"Round {round} was to have failures, and ended as {first.State}.");
        var second = await orchestrator.RunBenchmarkAsync(definition, null, cancellationToken);
        if (second.Work!.Scored is 0)
            throw new InvalidOperationException($"Round {round} took nothing up of {failures} failures.");
        await second.AggregateAsync([GroupKind.Model], cancellationToken: cancellationToken);
        return failures;
    }

    private static void Print(SoakSample sample) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {sample.Seconds:0} | {sample.Trials} | {sample.Failed} | {sample.WorkingSet / 1048576.0:0.0} | {sample.Managed / 1048576.0:0.0} | {sample.Handles} | {sample.Threads} |"));
}
