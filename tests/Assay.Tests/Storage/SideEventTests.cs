using Assay.Errors;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Tests.Storage;

public sealed class SideEventTests : IDisposable
{
    private static readonly TurnRecord[] Turns =
    [
        new(0, MessageRole.User, "How many?"),
        new(1, MessageRole.Assistant, "") { ToolName = "count", ToolCallId = "call-1", Arguments = JsonValue.Parse("""{"of":["a","b"]}""") },
        new(2, MessageRole.Tool, new string('2', 3000)) { ToolName = "count", ToolCallId = "call-1" },
        new(3, MessageRole.Assistant, "Zwei, sagt das Werkzeug: “2”."),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Details_of_a_generation_come_back_as_they_were_given()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var entry = new GenerationEntry
        {
            RunId = bundle.Run,
            Key = TestBundle.Key(1),
            ModelId = bundle.Model,
            ParamsId = bundle.Params,
            Seed = 42,
            Output = new Output("2") { InputTokens = 10, CachedInputTokens = 4, OutputTokens = 1, FinishReason = "stop", RequestId = "req-7", ModelVersion = "m-2026", TimeToFirstToken = TimeSpan.FromMilliseconds(90) },
            Started = DateTimeOffset.UnixEpoch.AddDays(1),
            Duration = TimeSpan.FromSeconds(3),
            Attempts = 3,
            FailedAttempts = [new(1, ErrorCode.RateLimit, "Slow down.", TimeSpan.FromMilliseconds(5)), new(2, new ErrorCode("own_code"), null, TimeSpan.FromMilliseconds(6))],
            Turns = Turns,
            Links = [new("trace", new Uri("https://trace.example/1#a"))],
        };
        await bundle.AppendAsync(entry);

        var details = (await bundle.Storage.Projections.ReadGenerationAsync(entry.RowId, default))!;

        Assert.Equal((entry.Key, GenerationStatus.Completed, bundle.Run, 42L, 3), (details.Key, details.Status, details.RunId, details.Seed, details.Attempts));
        Assert.Equal(("""{"id":"m"}""", """{"temperature":0}"""), (details.ModelJson, details.ParamsJson));
        Assert.Equal((entry.Started, entry.Duration), (details.Started, details.Duration));
        Assert.Equal((10, 4, 1, "stop"), (details.InputTokens, details.CachedInputTokens, details.OutputTokens, details.FinishReason));
        Assert.Equal(("req-7", "m-2026", TimeSpan.FromMilliseconds(90)), (details.RequestId, details.ModelVersion, details.TimeToFirstToken));
        Assert.Equal(entry.FailedAttempts, details.FailedAttempts);
        Assert.Equal(Turns, details.Turns);
        Assert.Equal("https://trace.example/1#a", Assert.Single(details.Links).Url.OriginalString);
    }

    [Fact]
    public async Task Output_comes_back_with_its_conversation_and_what_the_provider_reported()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var output = new Output("2")
        {
            Conversation = [new(MessageRole.Assistant, "one"), new(MessageRole.User, "and?"), new(MessageRole.Assistant, "") { ToolName = "t", Arguments = JsonValue.Parse("{}") }],
            CachedInputTokens = 3,
            RequestId = "req",
            Logprobs = [new("2", -0.25) { Alternatives = new([KeyValuePair.Create("2", -0.25), KeyValuePair.Create("3", -1.5)]) }, new(new string('x', 3000), -1)],
        };
        var (first, second) = (bundle.Completed(1, output), bundle.Completed(2, "plain"));
        await bundle.AppendAsync(first, second);

        Assert.Equal(output, await bundle.Storage.Runs.ReadOutputAsync(first.RowId, default));
        Assert.Equal(new Output("plain"), await bundle.Storage.Runs.ReadOutputAsync(second.RowId, default));
    }

    [Fact]
    public async Task Nothing_unusual_writes_no_event_besides_its_own()
    {
        await using (var bundle = await TestBundle.OpenAsync(folder))
        {
            var generation = bundle.Completed(1);
            await bundle.AppendAsync(generation, bundle.Scored(generation, TestBundle.Item(1), [new(bundle.Letter, true, "A", TimeSpan.Zero)], new EvaluationRecord(bundle.Letter, bundle.Accuracy, 1, null, null, TimeSpan.Zero)));
        }

        Assert.Equal(5, StoreInspector.Count(folder.Path, "SELECT count(*) FROM events"));
        Assert.Equal(0, StoreInspector.Count(folder.Path, "SELECT count(*) FROM events WHERE kind > 6"));
    }

    [Fact]
    public async Task Extractor_attempts_and_judge_calls_belong_to_their_parse_and_score()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var generation = bundle.Completed(1);
        var item = TestBundle.Item(1);
        ExtractorAttemptRecord[] attempts = [new("regex", false, "no match", TimeSpan.FromMicroseconds(4)), new("choice_letter", true, "A", TimeSpan.FromMicroseconds(5))];
        JudgeCallRecord[] calls = [new("""{"verdict":"good"}"""), new("""{"verdict":"bad"}""")];
        await bundle.AppendAsync(generation, bundle.Scored(
            generation,
            item,
            [new(bundle.Letter, true, "A", TimeSpan.FromMicroseconds(9)) { Attempts = attempts }, new(bundle.Number, false, "It broke.", TimeSpan.Zero) { Failure = ErrorCode.ExtractorFailed }],
            new EvaluationRecord(bundle.Letter, bundle.Accuracy, 0.5, null, "half", TimeSpan.FromMicroseconds(7)) { JudgeCalls = calls },
            new EvaluationRecord(0, bundle.Length, null, ErrorCode.MetricFailed, "It threw.", TimeSpan.Zero)));

        var parses = await bundle.Storage.Projections.ReadTransformsAsync(generation.RowId, default);
        var scores = await bundle.Storage.Projections.ReadEvaluationsAsync(generation.RowId, item.RowId, default);

        Assert.Equal([(bundle.Letter, true, null, "A", 2), (bundle.Number, false, ErrorCode.ExtractorFailed, "It broke.", 0)], parses.Select(p => (p.ParseId, p.Success, p.Failure, p.Text!, p.Attempts.Count)));
        Assert.Equal(attempts, parses[0].Attempts);
        Assert.Equal([(0L, null, ErrorCode.MetricFailed, "It threw."), (bundle.Letter, 0.5, null, "half")], scores.Select(s => (s.ParseId, s.Value, s.Failure, s.Explanation!)));
        Assert.Equal(calls, scores[1].JudgeCalls);
        Assert.Empty(scores[0].JudgeCalls);
    }

    [Fact]
    public async Task Generation_that_fails_and_is_tried_again_keeps_its_row_and_shows_its_last_try()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var failed = new GenerationEntry
        {
            RunId = bundle.Run,
            Key = TestBundle.Key(1),
            ModelId = bundle.Model,
            Seed = 1,
            Failure = ErrorCode.Timeout,
            FailureMessage = "slow",
            Started = DateTimeOffset.UnixEpoch,
            Duration = TimeSpan.Zero,
            Attempts = 2,
            FailedAttempts = [new(1, ErrorCode.Timeout, "slow", TimeSpan.Zero)],
        };
        var other = bundle.Completed(2);
        await bundle.AppendAsync(failed, other);
        Assert.Single((await bundle.Storage.Projections.ReadGenerationAsync(failed.RowId, default))!.FailedAttempts);

        var completed = bundle.Completed(1);
        await bundle.AppendAsync(completed);

        Assert.Equal(failed.RowId, completed.RowId);
        var details = (await bundle.Storage.Projections.ReadGenerationAsync(completed.RowId, default))!;
        Assert.Equal((GenerationStatus.Completed, null, null), (details.Status, details.Failure, details.FailureMessage));
        Assert.Empty(details.FailedAttempts);
    }

    [Fact]
    public async Task Many_generations_are_read_at_once_as_each_is_read_alone()
    {
        await using var bundle = await TestBundle.OpenAsync(folder);
        var told = bundle.Completed(1, new Output(new string('z', 4000)) { RequestId = "req", Conversation = [new(MessageRole.Assistant, "one"), new(MessageRole.User, "and?")] });
        var item = TestBundle.Item(1);
        var other = TestBundle.Item(2);
        GenerationEntry[] generations = [told, bundle.Failed(2), bundle.Completed(3, "plain"), bundle.Completed(4, "last")];
        await bundle.AppendAsync(generations);
        await bundle.Storage.Links.AddToGenerationAsync(bundle.Run, told.RowId, new LinkRecord("trace", new Uri("https://trace.example/1")), default);
        foreach (var (generation, of) in new[] { (told, item), (told, other), (generations[2], item), (generations[3], other) })
        {
            await bundle.AppendAsync(bundle.Scored(
                generation,
                of,
                [new(bundle.Letter, true, "A", TimeSpan.Zero) { Attempts = [new("regex", false, "no match", TimeSpan.Zero), new("choice_letter", true, "A", TimeSpan.Zero)] }, new(bundle.Number, false, "none", TimeSpan.Zero)],
                new EvaluationRecord(bundle.Letter, bundle.Accuracy, 0.5, null, "half", TimeSpan.Zero) { JudgeCalls = [new("{}"), new("[]")] },
                new EvaluationRecord(0, bundle.Length, null, ErrorCode.MetricFailed, "It threw.", TimeSpan.Zero)));
        }

        var projections = bundle.Storage.Projections;
        long[] asked = [generations[3].RowId, told.RowId, 99, generations[1].RowId, told.RowId, generations[2].RowId];
        ScoredItem[] places = [.. asked.SelectMany(id => new ScoredItem[] { new(id, other.RowId), new(id, item.RowId) })];
        var details = await projections.ReadGenerationsAsync(asked, default);
        var parses = await projections.ReadTransformsAsync(asked, default);
        var scores = await projections.ReadEvaluationsAsync(places, default);

        Assert.Equal(["trace"], details[1]!.Links.Select(link => link.Kind));
        Assert.Equal([2, 2, 0, 0, 2, 2], parses.Select(found => found.Count));
        Assert.Equal([2, 0, 2, 2, 0, 0, 0, 0, 2, 2, 0, 2], scores.Select(found => found.Count));
        for (var i = 0; i < asked.Length; i++)
        {
            Assert.Equivalent(await projections.ReadGenerationAsync(asked[i], default), details[i], strict: true);
            Assert.Equivalent(await projections.ReadTransformsAsync(asked[i], default), parses[i], strict: true);
        }

        for (var i = 0; i < places.Length; i++)
            Assert.Equivalent(await projections.ReadEvaluationsAsync(places[i].GenerationId, places[i].ItemRow, default), scores[i], strict: true);
    }
}
