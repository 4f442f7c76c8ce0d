using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;
using ZstdSharp;

[assembly: EngineFactory(typeof(Assay.AI.ChatEngineFactory))]

namespace Assay.AI.Tests;

/// <summary>What was asked over HTTP once is answered from a file afterwards.</summary>
public sealed class RecordingTests : IDisposable
{
    private const int Items = 20;

    private readonly Project project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task Replay_needs_neither_key_nor_network_and_gives_the_same_scores()
    {
        Project.Found recorded;
        using (var key = new EnvironmentVariable("canary-key-31f0"))
        {
            await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)), ApiKey = "canary-key-31f0", Fault = EveryThirdFails });
            project.Provider = provider => provider with { ApiKey = key.Reference };
            recorded = await project.RunAsync(Sums(), AssayMode.Run, records: true);
        }

        project.Address = null;
        var replayed = await project.RunAsync(Sums(), AssayMode.Replay);

        Assert.Equal((Items, 0, 0), (recorded.Work.Generated, recorded.Work.Failed, recorded.Work.Missing));
        Assert.Equal((0, Items, 0, 0), (replayed.Work.Generated, replayed.Work.Reused, replayed.Work.Failed, replayed.Work.Missing));
        Assert.Equal(recorded.Scores, replayed.Scores);
        Assert.InRange(replayed.Scores.Values.Sum()!.Value, 1, Items - 1);
        Assert.DoesNotContain("canary", Lines(), StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", Lines(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auto_takes_what_is_recorded_and_spends_nothing_and_run_calls_for_the_rest()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)) });
        await project.RunAsync(Sums(items: 12), AssayMode.Run, records: true);

        var auto = await project.RunAsync(Sums(), AssayMode.Auto);
        Assert.Equal((12, Items - 12, 12), (auto.Work.Reused, auto.Work.Missing, stub.Requests.Count));

        var run = await project.RunAsync(Sums(), AssayMode.Run);
        Assert.Equal((12, Items - 12, 0, Items), (run.Work.Reused, run.Work.Generated, run.Work.Missing, stub.Requests.Count));
    }

    [Fact]
    public async Task Retry_never_replays_the_failure_that_it_retries()
    {
        await using var stub = await StartAsync(new StubOptions
        {
            Answer = static request => new StubAnswer(Reckon(request.LastText)),
            Fault = static request => request.LastText.StartsWith("1 +", StringComparison.Ordinal) ? StubFault.Of(400, "invalid") : EveryThirdFails(request),
        });
        var first = await project.RunAsync(Sums(), AssayMode.Run, records: true);
        Assert.Equal(1, first.Work.Failed);

        var lines = Lines().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Items - 1, lines.Count);
        var retried = lines.Where(static line => line.GetProperty("attempt").GetInt32() > 1).ToList();
        Assert.NotEmpty(retried);
        Assert.All(retried, static line => Assert.Equal(line.GetProperty("attempt").GetInt32() - 1, line.GetProperty("failed").GetArrayLength()));
        Assert.All(retried, static line => Assert.Equal("unavailable", line.GetProperty("failed")[0].GetProperty("code").GetString()));

        var asked = stub.Requests.Count;
        var again = await project.RunAsync(Sums(), AssayMode.Run);
        Assert.Equal((Items - 1, 1), (again.Work.Reused, again.Work.Failed));
        Assert.Equal(asked + 1, stub.Requests.Count);
    }

    [Fact]
    public async Task Each_sample_is_recorded_for_itself()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(request.Body.GetProperty("seed").GetRawText()) });
        var first = await project.RunAsync(Sums(items: 3, samples: 4), AssayMode.Run, records: true);

        var replayed = await project.RunAsync(Sums(items: 3, samples: 4), AssayMode.Replay);
        var more = await project.RunAsync(Sums(items: 3, samples: 5), AssayMode.Replay);

        Assert.Equal((12, 12), (stub.Requests.Count, replayed.Work.Reused));
        Assert.Equal(first.Scores, replayed.Scores);
        Assert.Equal(12, Texts().Distinct().Count());
        Assert.Equal((12, 3), (more.Work.Reused, more.Work.Missing));
    }

    [Fact]
    public async Task Results_of_tools_are_recorded_with_ids_that_count()
    {
        var number = 0;
        await using var stub = await StartAsync(new StubOptions
        {
            Answer = request => request.LastRole == "tool" ? new StubAnswer($"It is {request.LastText}") : StubAnswer.Calling($"call_{Guid.NewGuid():N}", "look_up", """{"word":"x"}"""),
        });
        var simple = Sums(items: 2);
        BenchmarkDefinition Tooled() => new()
        {
            Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { Tools = ["look_up"] }] },
            Plugins = Sums(items: 2).Plugins.Add(new ToolSpec("look_up", "Looks up."), new FunctionToolHandler("look_up", "1", (_, _, _) => ValueTask.FromResult($"number {Interlocked.Increment(ref number)}"))),
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
        await project.RunAsync(Tooled(), AssayMode.Run, records: true);

        var replayed = await project.RunAsync(Tooled(), AssayMode.Replay);

        Assert.Equal((2, 2), (number, replayed.Work.Reused));
        foreach (var line in Lines().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var conversation = JsonDocument.Parse(line).RootElement.GetProperty("output").GetProperty("conversation");
            Assert.Equal(["assistant call_1", "tool call_1"], conversation.EnumerateArray().Select(static turn => $"{turn.GetProperty("role")} {turn.GetProperty("call")}"));
            Assert.StartsWith("number ", conversation[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Provider_that_costs_nothing_is_recorded_too_and_not_asked_in_a_replay()
    {
        project.Provider = static provider => provider with { Paid = false };
        await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)) });
        await project.RunAsync(Sums(items: 5), AssayMode.Auto, records: true);

        var replayed = await project.RunAsync(Sums(items: 6), AssayMode.Replay);

        Assert.Equal((5, 5, 1), (stub.Requests.Count, replayed.Work.Reused, replayed.Work.Missing));
    }

    [Fact]
    public async Task What_a_store_has_is_recorded_without_being_asked_again_and_the_same_answers_make_the_same_bytes()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)) });
        await project.RunAsync(Sums(), AssayMode.Run, store: "warm");
        await project.RunAsync(Sums(), AssayMode.Auto, records: true, store: "warm");
        Assert.Equal(Items, stub.Requests.Count);
        var file = Assert.Single(Directory.EnumerateFiles(project.Recordings));
        Assert.Equal("sums.jsonl.zst", Path.GetFileName(file));
        var before = await File.ReadAllBytesAsync(file, Asked.Token);

        await project.RunAsync(Sums(), AssayMode.Auto, records: true);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Asked.Token));
        File.Delete(file);
        await project.RunAsync(Sums(), AssayMode.Auto, records: true, store: "warm");

        Assert.Equal(before, await File.ReadAllBytesAsync(file, Asked.Token));
    }

    [Fact]
    public async Task Answers_that_nothing_asks_for_any_more_are_pruned()
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)) });
        await project.RunAsync(Sums(), AssayMode.Run, records: true);
        await project.RunAsync(Sums(prompt: "What is {item.A} + {item.B}"), AssayMode.Run, records: true);

        await using (var orchestrator = project.Open())
        {
            Assert.Equal(Items + 5, await orchestrator.PruneRecordingsAsync([Sums(items: 15)], Asked.Token));
            Assert.Equal(0, await orchestrator.PruneRecordingsAsync([Sums(items: 15)], Asked.Token));
        }

        var replayed = await project.RunAsync(Sums(), AssayMode.Replay);
        Assert.Equal((15, 5), (replayed.Work.Reused, replayed.Work.Missing));
    }

    [Fact]
    public async Task Session_fails_a_replay_that_lacks_answers_with_a_code_and_plans_with_what_is_recorded()
    {
        project.Spec = project.Spec with { Prices = [new PriceSpec("tiny-1") { InputPerMillion = 1_000, OutputPerMillion = 1_000 }] };
        await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)) });
        await File.WriteAllTextAsync(Path.Combine(project.Path, "assay.toml"), $"name = \"demo\"\n[[prices]]\nmodel = \"tiny-1\"\ninput_per_million = 1000\noutput_per_million = 1000\n[provider.stub]\nkind = \"openai_compatible\"\nbase_url = \"{stub.BaseUrl}\"\n", Asked.Token);
        var run = await VerifyAsync(Sums(items: 12), AssayMode.Run, records: true, store: ".one");
        Assert.NotEmpty(run.Message);

        var replay = await VerifyAsync(Sums(), AssayMode.Replay, store: ".two");
        Assert.Equal(OutcomeKind.Failed, replay.Kind);
        Assert.Equal(ErrorCode.GenerationMissing, Assert.Single(replay.Problems).Code);
        Assert.Contains("8 of 20 generations are neither stored nor recorded (generation_missing); AssayMode Replay asks nobody. Record them with: dotnet test -p:AssayMode=Run -p:AssayRecord=true", replay.Message, StringComparison.Ordinal);

        var plan = await VerifyAsync(Sums(), AssayMode.Plan, store: ".three");
        Assert.Equal((12, 8, 8), (plan.Plan!.Recorded, plan.Plan.ToGenerate, plan.Plan.PaidMissing));
        Assert.Contains("12 are recorded. ", plan.Message, StringComparison.Ordinal);
        Assert.NotNull(plan.Cost);
        Assert.Equal(12, stub.Requests.Count);
    }

    [Theory]
    [InlineData("cut", "The recordings cannot be unpacked")]
    [InlineData("text", "The recordings cannot be unpacked")]
    [InlineData("json", "This is no recorded answer")]
    public async Task Spoilt_recordings_are_said_with_the_file_and_the_mend(string how, string message)
    {
        await using var stub = await StartAsync(new StubOptions { Answer = static request => new StubAnswer(Reckon(request.LastText)) });
        await project.RunAsync(Sums(items: 2), AssayMode.Run, records: true);
        var file = Directory.EnumerateFiles(project.Recordings).Single();
        var bytes = await File.ReadAllBytesAsync(file, Asked.Token);
        await File.WriteAllBytesAsync(file, how switch { "cut" => bytes[..(bytes.Length / 2)], "text" => "hello"u8.ToArray(), _ => Pack("{\"key\":1}\n") }, Asked.Token);

        var failure = await Assert.ThrowsAsync<DatasetException>(() => project.RunAsync(Sums(items: 2), AssayMode.Replay));

        Assert.Equal((ErrorCode.DatasetMalformed, "recordings/sums.jsonl.zst", 1), (failure.Code, failure.Problems[0].File, failure.Problems[0].Line));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.Contains("restore the file from version control, or delete it and record again", failure.Message, StringComparison.Ordinal);
    }

    private static StubFault? EveryThirdFails(StubRequest request) => request.Number % 3 == 0 ? StubFault.Of(503) with { RetryAfter = "0" } : null;

    private static string Reckon(string question)
    {
        var sum = question.Replace("What is ", "", StringComparison.Ordinal).Split(" + ").Sum(static number => int.Parse(number, CultureInfo.InvariantCulture));
        return (sum > 20 ? 20 : sum).ToString(CultureInfo.InvariantCulture);
    }

    private static BenchmarkDefinition Sums(int items = Items, int samples = 1, string prompt = "{item.A} + {item.B}")
    {
        var simple = BenchmarkDefinition.Simple(
            "sums",
            prompt: prompt,
            model: "stub/tiny-1",
            items: Enumerable.Range(0, items).Select(static i => new { Id = $"s{i:00}", A = i, B = i / 2, Answer = (i + (i / 2)).ToString(CultureInfo.InvariantCulture) }));
        return new BenchmarkDefinition { Spec = simple.Spec with { Samples = samples }, Plugins = simple.Plugins, Datasets = simple.Datasets, Name = simple.Name };
    }

    private async Task<StubServer> StartAsync(StubOptions options)
    {
        var stub = await StubServer.StartAsync(options, Asked.Token);
        project.Address = stub.BaseUrl;
        return stub;
    }

    private async Task<SliceOutcome> VerifyAsync(BenchmarkDefinition benchmark, AssayMode mode, string store, bool records = false)
    {
        await using var session = AssaySession.Open(new Catalog(benchmark), new SessionSettings { ProjectDirectory = project.Path, StoreDirectory = store, Mode = mode, Record = records, Accept = true });
        return await session.VerifyAsync(benchmark.Spec.Id, benchmark.Spec.Slices[0].Id, null, Asked.Token);
    }

    private string Lines()
    {
        using var packed = File.OpenRead(Directory.EnumerateFiles(project.Recordings, "*.jsonl.zst").Single());
        using var unpacked = new DecompressionStream(packed);
        using var reader = new StreamReader(unpacked);
        return reader.ReadToEnd();
    }

    private IEnumerable<string> Texts() => Lines().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("output").GetProperty("text").GetString()!);

    private static byte[] Pack(string text)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(Encoding.UTF8.GetBytes(text)).ToArray();
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
