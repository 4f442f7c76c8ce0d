using System.Globalization;
using Assay;
using Assay.Contracts;
using Assay.Execution.Workers;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Sqlite;
using Assay.StoreCrasher;

// What the tests start and kill, and the harness for speed:
//   write DIR FIRST COUNT   appends trials and prints the number of the last one committed
//   sample DIR              makes a small store with something of everything
//   hold DIR                takes the right to write, prints "held" and keeps it until killed
//   claim DIR RUN OWNER N   prints "ready", waits for the file "go" in the folder, claims work, N pieces at a time, until there
//                           is none, and prints the places it got
//   watch DIR               prints how the newest run of the project in a folder stands, whenever that changes, until it has ended
//   work DIR NAME DELAY     is a worker that echoes prompts, each after DELAY ms; prints "call" and the prompt for each, then
//                           how many generations it made
//   ledger …                see LedgerProcess
//   speed DIR TRIALS        prints throughput and size
//   plan DIR COUNT          prints how fast work is planned, counted, read and claimed
switch (args)
{
    case ["write", var directory, var first, var count]:
        await WriteAsync(directory, Number(first), Number(count));
        return 0;
    case ["sample", var directory]:
        await WriteAsync(directory, 0, 20);
        await SampleDetails.WriteAsync(directory);
        return 0;
    case ["hold", var directory]:
        await HoldAsync(directory);
        return 0;
    case ["claim", var directory, var run, var owner, var count]:
        await ClaimAsync(directory, run, owner, (int)Number(count));
        return 0;
    case ["watch", var directory]:
        await WatchAsync(directory);
        return 0;
    case ["work", var directory, var name, var delay]:
        await WorkAsync(directory, name, (int)Number(delay));
        return 0;
    case ["ledger", .. var command]:
        return await LedgerProcess.RunAsync(command);
    case ["plan", var directory, var count]:
        await PlanReport.RunAsync(directory, (int)Number(count));
        return 0;
    case ["speed", var directory, var trials]:
        await SpeedReport.RunAsync(directory, Number(trials));
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: write DIR FIRST COUNT | sample DIR | hold DIR | claim DIR RUN OWNER N | watch DIR | work DIR NAME DELAY | ledger … | speed DIR TRIALS | plan DIR COUNT");
        return 2;
}

static async Task WriteAsync(string directory, long first, long count)
{
    await using var store = await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = directory }, TimeProvider.System, default);
    var sample = await SampleTrials.BeginAsync(store, default);
    for (var i = first; i < first + count; i++)
    {
        var number = i;
        await sample.AppendAsync(i, SampleTrials.ItemOf(i % 500), _ => Console.WriteLine(number.ToString(CultureInfo.InvariantCulture)), default);
    }

    await store.FlushAsync(default);
}

static async Task HoldAsync(string directory)
{
    await using var store = await SqliteRunStore.OpenAsync(new SqliteStoreOptions { Directory = directory }, TimeProvider.System, default);
    await using var held = await store.AcquireWriterAsync(null, default);
    Console.WriteLine("held");
    await Task.Delay(Timeout.Infinite);
}

static async Task ClaimAsync(string directory, string run, string owner, int count)
{
    await using var storage = await StorageBundle.OpenSqliteAsync(new SqliteStoreOptions { Directory = directory }, TimeProvider.System, default);
    Console.WriteLine("ready");
    while (!File.Exists(Path.Combine(directory, "go")))
        await Task.Delay(10);
    var manifest = (await storage.Manifests.FindAsync(run, default))[0];
    while (await storage.Manifests.ClaimAsync(manifest.RunId, owner, TimeSpan.FromHours(1), count, TimeProvider.System.GetUtcNow(), default) is { Count: > 0 } claimed)
    {
        foreach (var item in claimed)
            Console.WriteLine(item.Ordinal.ToString(CultureInfo.InvariantCulture));
    }
}

static async Task WatchAsync(string directory)
{
    await using var orchestrator = Orchestrator.FromProjectSpec(new ProjectSpec("test"), new OrchestratorOptions { ProjectDirectory = directory });
    for (var (last, isOver) = ("", false); !isOver; await Task.Delay(20))
    {
        if (await orchestrator.ListManifestsAsync().FirstOrDefaultAsync() is not { } newest)
            continue;
        var report = await orchestrator.GetRunProgressAsync(newest.RunId.ToString());
        var now = FormattableString.Invariant($"{report.Status}: {report.Stages[0].Completed} of {report.Stages[0].Total}{(report.InFlight > 0 ? ", some in flight" : "")}");
        if (now != last)
            Console.WriteLine(now);
        (last, isOver) = (now, report.Ended is not null);
    }
}

static async Task WorkAsync(string directory, string name, int delay)
{
    var echo = new FunctionEngine("echo", "1", EngineInput.Prompt, true, async (request, cancellationToken) =>
    {
        Console.WriteLine($"call {request.Prompt.Text}");
        await Task.Delay(delay, cancellationToken);
        return request.Prompt.Text;
    });
    var project = new ProjectSpec("test") { Backend = new WorkerPoolBackendSpec { PollSeconds = 0.05 } };
    await using var orchestrator = Orchestrator.FromProjectSpec(project, new OrchestratorOptions { ProjectDirectory = directory, Registry = PluginRegistry.WithBuiltIns().Add(echo) });
    var report = await orchestrator.RunWorkerAsync(null, new WorkerOptions { Name = name, LeaseSize = 4 });
    Console.WriteLine(FormattableString.Invariant($"made {report.Runs.Sum(static run => run.Generated)}"));
}

static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
