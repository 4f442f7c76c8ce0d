using Assay.Results;
using Assay.StoreCrasher;

namespace Assay.Tests.Scenarios;

/// <summary>Results that are read while they are made.</summary>
public sealed class WatchingScenarios
{
    private const int Sums = 120;
    private const int TrialsOfModel = Sums * 2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Aggregates_read_while_another_orchestrator_writes_are_true_of_what_is_committed()
    {
        using var permits = new SemaphoreSlim(0);
        await using var ledger = new ScenarioProject(Sums);
        ledger.Answer = async (request, cancellationToken) =>
        {
            await permits.WaitAsync(cancellationToken);
            return SampleLedger.AnswerOf(request);
        };

        var running = ledger.RunAsync();
        var watcher = ledger.Open();
        var (seen, readings) = (0L, 0);
        while (seen < 3 * TrialsOfModel)
        {
            permits.Release(40);
            var before = seen;
            while (seen == before)
            {
                seen = await CountAsync(await watcher.GetResultAsync(ledger.Benchmark, Token));
                Assert.True(seen >= before);
                readings++;
            }
        }

        await running;
        Assert.True(readings > 3 * TrialsOfModel / 100);
        Assert.Equal(3 * TrialsOfModel, ledger.Calls.Count);
    }

    /// <summary>Counts what is scored, after a look at every figure.</summary>
    private static async Task<long> CountAsync(RunResult result)
    {
        var table = await result.AggregateAsync([GroupKind.Model], new AggregateOptions { Metric = "right", Across = [GroupKind.Prompt] }, Token);
        foreach (var row in table.Rows)
        {
            Assert.Equal(TrialsOfModel, row.Count + row.Missing);
            Assert.Equal(0, row.Failed);
            if (row.Count == 0)
            {
                Assert.Null(row.Mean);
            }
            else if (table.ValueOf(row, GroupKind.Model) == "sloppy")
            {
                // Half of its sums are one off: the mean is a whole number of right ones.
                Assert.Equal(Math.Round(row.Mean!.Value * row.Count), row.Mean.Value * row.Count, 1e-6);
                Assert.InRange(row.Mean.Value * row.Count, 0, Sums);
            }
            else
            {
                Assert.Equal(1, row.Mean);
            }
        }

        return table.Rows.Sum(static row => row.Count);
    }
}
