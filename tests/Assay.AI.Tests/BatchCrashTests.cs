using System.Diagnostics;
using System.Globalization;
using Assay.BatchProcess;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.BatchTests;

/// <summary>
/// A process that is killed at any step of its batches leaves nothing behind that the next one loses or pays for again. Where several
/// machines share the store, the next one is another machine, with nothing but the store.
/// </summary>
public sealed class BatchCrashTests : IDisposable
{
    private const int Items = 20;
    private const int MaxItems = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-batch-");
    private readonly DirectoryInfo next = Directory.CreateTempSubdirectory("assay-batch-");
    private readonly TaskCompletionSource<Process> started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        folder.Delete(recursive: true);
        next.Delete(recursive: true);
    }

    [Theory]
    [InlineData("POST", "/v1/files", 1, false)]
    [InlineData("POST", "/v1/files", 1, true)]
    [InlineData("POST", "/v1/batches", 1, false)]
    [InlineData("POST", "/v1/batches", 1, true)]
    [InlineData("POST", "/v1/files", 2, true)]
    [InlineData("POST", "/v1/batches", 3, true)]
    [InlineData("GET", "/v1/batches/batch_1", 1, false)]
    [InlineData("GET", "/v1/files/", 1, false)]
    [InlineData("GET", "/v1/files/", 2, false)]
    [InlineData("GET", "/v1/files/", 2, true)]
    public async Task Process_that_is_killed_is_taken_up_by_the_next_and_nothing_is_lost_or_asked_twice(string method, string path, int time, bool isAnswered)
    {
        var killed = 0;
        var storage = await BatchStore.OfAsync(folder.FullName);
        await using var stub = await StubServer.StartAsync(new StubOptions { Served = request => Meet(request, isAnswered), Received = request => Meet(request, !isAnswered) }, Token);

        using (var process = Start(stub.BaseUrl, storage))
        {
            started.SetResult(process);
            await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
            Assert.NotEqual(0, process.ExitCode);
        }

        var seen = stub.Batches.Count;
        var here = storage is null ? folder.FullName : next.FullName;
        var work = await BatchedEcho.RunAsync(here, stub.BaseUrl.ToString(), Items, MaxItems, storage, Token).WaitAsync(Patience, Token);

        Assert.Equal((Items, Items, 0, 0), (work.Generated + work.Reused, work.Candidates, work.Failed, work.Missing));
        var asked = stub.Batches.SelectMany(static batch => batch.Lines).Select(static line => line.Id).ToList();
        Assert.Equal((Items, Items), (asked.Count, asked.Distinct().Count()));
        Assert.InRange(seen, 0, 3);
        await using var orchestrator = BatchedEcho.Open(here, stub.BaseUrl.ToString(), MaxItems, storage);
        Assert.Equal(0, await BatchStore.CountAsync(here, orchestrator));
        var result = await orchestrator.GetResultAsync(BatchedEcho.Benchmark(Items), Token);
        Assert.Equal(Storage.RunState.Completed, result.State);

        void Meet(StubRequest request, bool isNow)
        {
            if (!isNow || request.Method != method || !request.Path.StartsWith(path, StringComparison.Ordinal) || Interlocked.Increment(ref killed) != time)
                return;
            var victim = started.Task.GetAwaiter().GetResult();
            victim.Kill();
            victim.WaitForExit();
        }
    }

    private Process Start(Uri address, StorageSpec? storage)
    {
        string[] arguments = ["exec", Path.Combine(AppContext.BaseDirectory, "Assay.BatchProcess.dll"), folder.FullName, address.ToString(), Items.ToString(CultureInfo.InvariantCulture), MaxItems.ToString(CultureInfo.InvariantCulture), .. storage is PostgresStorageSpec postgres ? (string[])[postgres.Connection, postgres.BlobRoot] : []];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }
}
