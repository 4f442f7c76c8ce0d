using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Specs;
using Assay.StoreCrasher;
using Assay.Tests.Scenarios;

namespace Assay.Tests.ErrorCodes;

/// <summary>What goes wrong while a run is under way, and is recorded with the candidate; and what results say of it.</summary>
internal static class RunProvocations
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Provocation> All =>
    [
        new(ErrorCode.PromptFieldMissing, "give the item that field, or correct the template", static project => Provocation.RecordedByRun(With(project, static project => project.Ask(["""{"id":"sum001","a":1,"sum":1}"""])))),
        new(ErrorCode.EngineFailed, "Engine 'clerk' threw InvalidOperationException: The line is dead.", static project => Failing(project, static () => new InvalidOperationException("The line is dead."))),
        new(ErrorCode.Timeout, "Engine 'clerk' was cancelled from within", static project => Failing(project, static () => new TaskCanceledException("Too slow."), new ExecutionPolicy { MaxRetries = 0 })),
        new(ErrorCode.RateLimit, "Slow down.", static project => Failing(project, static () => new EngineException(ErrorCode.RateLimit, "Slow down.") { RetryAfter = TimeSpan.Zero })),
        new(ErrorCode.Unavailable, "Closed.", static project => Failing(project, static () => new EngineException(ErrorCode.Unavailable, "Closed.") { RetryAfter = TimeSpan.Zero })),
        new(ErrorCode.Auth, "The key is refused.", static project => Failing(project, static () => new EngineException(ErrorCode.Auth, "The key is refused."))),
        new(ErrorCode.BadRequest, "No such model.", static project => Failing(project, static () => new EngineException(ErrorCode.BadRequest, "No such model."))),
        new(ErrorCode.ContentFilter, "Filtered.", static project => Failing(project, static () => new EngineException(ErrorCode.ContentFilter, "Filtered."))),
        new(ErrorCode.ContextLength, "Too long.", static project => Failing(project, static () => new EngineException(ErrorCode.ContextLength, "Too long."))),
        new(ErrorCode.MalformedResponse, "No JSON.", static project => Failing(project, static () => new EngineException(ErrorCode.MalformedResponse, "No JSON."))),
        new(ErrorCode.ToolFailed, "There is no order 7.", static project => Serving(project, new FakeToolServer { Call = static () => throw new AssayException(ErrorCode.ToolFailed, "There is no order 7.") })),
        new(ErrorCode.ToolTimeout, "did not answer", static project => Serving(project, new FakeToolServer { Call = static () => throw new AssayException(ErrorCode.ToolTimeout, "It did not answer.") })),
        new(ErrorCode.ToolServerLost, "Run again once it stays up", static project => Serving(project, new FakeToolServer { Call = static () => throw new EngineException(ErrorCode.ToolServerLost, "It went away. Run again once it stays up.") })),
        new(ErrorCode.ToolServerUnavailable, "Check its command", static project => Serving(project, new FakeToolServer { Connect = static () => throw new EngineException(ErrorCode.ToolServerUnavailable, "It does not start. Check its command.") })),
        new(ErrorCode.ToolServerChanged, "Correct what the project expects", static project => Serving(project, new FakeToolServer { Connect = static () => throw new EngineException(ErrorCode.ToolServerChanged, "It has another schema. Correct what the project expects.") })),
        new(ErrorCode.ToolsDrifted, "Raise the server's 'version', or list its 'tools'", static async project =>
        {
            await Serving(project, new FakeToolServer { Call = static () => throw new AssayException(ErrorCode.ToolFailed, "Closed.") });
            project.Plugins = static registry => registry.Add(new FakeToolServer { Description = "Looks twice." });
            return Assert.Single((await project.RunAsync()).Work!.Warnings);
        }),
        new(ErrorCode.BatchCancelled, "Cancelled.", static project => Failing(project, static () => new EngineException(ErrorCode.BatchCancelled, "Cancelled."))),
        new(ErrorCode.ToolLimit, "Too many calls.", static project => Failing(project, static () => new EngineException(ErrorCode.ToolLimit, "Too many calls."))),
        new(ErrorCode.SecretMissing, "give it in the runtime context", static project => Provocation.RecordedByRun(With(project, static project => project.Answer = static (request, _) => ValueTask.FromResult<Output>(request.Runtime.SecretOf("key").Reveal())))),
        new(ErrorCode.ExtractorFailed, "Parse 'strict' threw FormatException: No.", static project => Provocation.RecordedByRun(With(project, static project =>
        {
            project.Plugins = static registry => registry.Add(new FunctionExtractor("torn", "1", static (_, _) => throw new FormatException("No.")));
            project.Benchmark = project.Benchmark with { Parses = [new ParseSpec("strict", [new ExtractorSpec("torn")]), project.Benchmark.Parses[1]] };
        }))),
        new(ErrorCode.MetricFailed, "name the right field in the setting 'expected'", static project => Provocation.RecordedByRun(With(project, static project =>
            project.Benchmark = project.Benchmark with { Scores = [new ScoreSpec("right", [new MetricSpec("exact_match")])] }))),
        new(ErrorCode.HookFailed, "Hook 'bell' threw InvalidOperationException before inference", static project => Provocation.RecordedByRun(With(project, static project => project.Plugins = static registry => registry.Add(new Bell())))),
        new(ErrorCode.ToolArgumentInvalid, "give one as the tool's schema says", static _ => Provocation.ThrownBy(static () =>
        {
            using var arguments = JsonDocument.Parse("{}");
            return Task.FromResult(new ToolArgument(arguments.RootElement).Get("query", static value => value.AsText()));
        })),
        new(ErrorCode.ParseFailed, "", static async project =>
        {
            var result = await project.RunAsync();
            var candidate = await result.CandidatesAsync(Token).FirstAsync(static candidate => candidate.Model == "wordy", Token);
            return new Problem(candidate.Scores["strict_right"].Failure!.Value, "");
        }),
        new(ErrorCode.GenerationMissing, "exact / bare / sum001", static project => Provocation.RecordedByRun(With(project, static project => project.IsPaid = true), new RunOptions { MaySpend = false })),
        new(ErrorCode.ScoreMissing, "", static async project => await Provocation.RecordedIn(await project.Open().GenerateAsync(project.Benchmark, null, Token))),
        new(ErrorCode.CircuitBreaker, "Mend the cause and run again", static async project =>
        {
            project.Answer = static (_, _) => throw new EngineException(new ErrorCode("auth"), "The key is wrong.");
            return (await project.RunAsync()).Work!.Stopped!.Problems[0];
        }),
        new(ErrorCode.BudgetExhausted, "Raise the budget, or run again with a new one", static async project =>
        {
            project.IsPaid = true;
            return (await project.Open().RunBenchmarkAsync(project.Benchmark, new RunOptions { Budget = new RunBudget { Tokens = 1 } }, Token)).Work!.Stopped!.Problems[0];
        }),
        new(ErrorCode.VerdictUnreadable, "Mend its prompt, or take a model that keeps to the form", static project => Provocation.RecordedByRun(With(project, static project =>
        {
            project.Plugins = static registry => registry
                .Add(new FunctionEngine("mumbler", "1", EngineInput.Prompt, false, static (_, _) => ValueTask.FromResult<Output>("Hm.")))
                .Add(new ModelJudge("unsure", new JudgeSpec { Model = "m", Provider = "mumbler" }));
            project.Benchmark = project.Benchmark with { Scores = [new ScoreSpec("tone", [new MetricSpec("judge") { Config = JsonValue.Parse("""{"judge":"unsure"}""") }])] };
        }))),
        new(ErrorCode.HashUnknown, "there are: ", static project => Provocation.ThrownBy(async () => (await project.RunAsync()).ForTransform(new string('0', 32)))),
        new(ErrorCode.HashAmbiguous, "more digits", static project => Provocation.ThrownBy(async () =>
        {
            var result = await project.RunAsync();
            var twice = (await result.TrialsAsync(Token).ToListAsync(Token)).GroupBy(static trial => trial.Id.ToString()[..1]).First(static group => group.Count() > 1);
            await result.FindTrialAsync(twice.Key, Token);
        })),
        new(ErrorCode.RunUnknown, "list the planned runs, or plan it", static project => Provocation.ThrownBy(() => project.Open().ResumeAsync("abc", project.Benchmark, null, Token))),
        new(ErrorCode.RunMismatch, "Submit it anew", static project => Provocation.ThrownBy(async () =>
        {
            var handle = await project.Open().SubmitAsync(project.Benchmark, null, Token);
            await project.Open().ResumeAsync(handle.RunId.ToString(), project.Benchmark with { Samples = 2 }, null, Token);
        })),
        new(ErrorCode.ComparisonInvalid, "they hold: ", static project => Provocation.ThrownBy(async () => await (await project.RunAsync()).PairedCompareAsync("rihgt", null, Token))),
    ];

    private static Task<Problem> Failing(ScenarioProject project, Func<Exception> failure, ExecutionPolicy? policy = null)
    {
        project.Spec = project.Spec with { Execution = policy ?? project.Spec.Execution };
        project.Fail(static request => request.Item.Id == "sum001", failure);
        return Provocation.RecordedByRun(project);
    }

    /// <summary>Has the engine call the server's tool, of which a failure is the generation's.</summary>
    private static Task<Problem> Serving(ScenarioProject project, FakeToolServer server)
    {
        project.Plugins = registry => registry.Add(server);
        project.Benchmark = project.Benchmark with { Slices = [project.Benchmark.Slices[0] with { McpServers = [server.Id] }, .. project.Benchmark.Slices.Skip(1)] };
        project.Answer = static async (request, cancellationToken) => request.Tools.Count == 0
            ? SampleLedger.AnswerOf(request)
            : await request.Runtime.ToolHandlers["look"].InvokeAsync(JsonElement.Parse("{}"), request, cancellationToken);
        return Provocation.RecordedByRun(project);
    }

    private static ScenarioProject With(ScenarioProject project, Action<ScenarioProject> change)
    {
        change(project);
        return project;
    }

    private sealed class Bell : IHook
    {
        public string Id => "bell";

        public string Version => "1";

        public HookStages Stages => HookStages.Inference;

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => throw new InvalidOperationException("Ding.");
    }
}
