using System.Globalization;
using Assay.Execution;
using Assay.Specs;

namespace Assay.StoreCrasher;

/// <summary>What a process of its own does with the project of a folder, see <see cref="SampleLedger"/>.</summary>
internal static class LedgerProcess
{
    /// <summary>
    /// <c>submit DIR DELAY</c> submits the benchmark, prints a line per call of the engine, each of which takes DELAY milliseconds, and
    /// at last the run's id and how it stands; <c>resume DIR RUN</c> resumes a run and prints alike; <c>export DIR FILE</c> exports the
    /// pending generations and prints how many.
    /// </summary>
    public static async Task<int> RunAsync(string[] command)
    {
        switch (command)
        {
            case ["submit", var directory, var delay]:
                await CarryOutAsync(directory, int.Parse(delay, CultureInfo.InvariantCulture), static async (orchestrator, benchmark) => await orchestrator.SubmitAsync(benchmark));
                return 0;
            case ["resume", var directory, var run]:
                await CarryOutAsync(directory, 0, async (orchestrator, benchmark) => (await orchestrator.ResumeAsync(run, benchmark)).Handle);
                return 0;
            case ["export", var directory, var file]:
                await ExportAsync(directory, file);
                return 0;
            default:
                await Console.Error.WriteLineAsync("usage: ledger submit DIR DELAY | ledger resume DIR RUN | ledger export DIR FILE");
                return 2;
        }
    }

    private static async Task CarryOutAsync(string directory, int delay, Func<Orchestrator, BenchmarkSpec, Task<RunHandle>> carryOut)
    {
        var (orchestrator, benchmark) = SampleLedger.Open(directory, async (request, cancellationToken) =>
        {
            Console.WriteLine($"{request.Model.Id}/{request.Prompt.Messages.Length}/{request.Item.Id}/{request.SampleIndex}");
            await Task.Delay(delay, cancellationToken);
            return SampleLedger.AnswerOf(request);
        });
        await using (orchestrator)
        {
            var handle = await carryOut(orchestrator, benchmark);
            Console.WriteLine($"{handle.RunId} {handle.Status}");
        }
    }

    private static async Task ExportAsync(string directory, string file)
    {
        var (orchestrator, benchmark) = SampleLedger.Open(directory, static (request, _) => ValueTask.FromResult<Output>(SampleLedger.AnswerOf(request)));
        await using (orchestrator)
        {
            var summary = await orchestrator.ExportGenerationBundleAsync(benchmark, file);
            Console.WriteLine(summary.Lines.ToString(CultureInfo.InvariantCulture));
        }
    }
}
