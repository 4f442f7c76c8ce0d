using System.Text;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Exchange;
using Assay.Runtime;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class SecretHandOffTests : IDisposable
{
    private const string Canary = "canary-7f3a";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ExchangeOptions Options => new() { Context = new RuntimeContext { Secrets = new Dictionary<string, Secret> { ["key"] = new(Canary) } } };

    private string Store => Path.Combine(folder.Path, ".assay");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hook_around_inference_that_fails_with_a_secret_stores_none(bool isAfter)
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        var hook = new Leak(HookStages.Inference) { IsAfter = isAfter };
        test.Hooks.Add(hook);
        await using var orchestrator = folder.Open();
        var bundle = await ExportAsync(stream => orchestrator.ExportGenerationBundleAsync(test.Build(), stream, Options, Token));
        hook.Throws = true;

        var summary = await orchestrator.ImportGenerationResultsAsync(test.Build(), Outsider.ToStream(Outsider.Double(bundle)), Options, Token);

        Assert.Equal(2, summary.Failed);
        AssertMasked(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hook_around_evaluation_that_fails_with_a_secret_stores_none(bool isAfter)
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        var hook = new Leak(HookStages.Evaluation) { IsAfter = isAfter };
        test.Hooks.Add(hook);
        await using var orchestrator = folder.Open();
        var outputs = Outsider.Double(await ExportAsync(stream => orchestrator.ExportGenerationBundleAsync(test.Build(), stream, Options, Token)));
        await orchestrator.ImportGenerationResultsAsync(test.Build(), Outsider.ToStream(outputs), Options, Token);
        var bundle = await ExportAsync(stream => orchestrator.ExportEvaluationBundleAsync(test.Build(), stream, Options, Token));
        hook.Throws = true;

        var summary = await orchestrator.ImportEvaluationResultsAsync(test.Build(), Outsider.ToStream(Outsider.Score(bundle, static (_, _) => new JsonObject { ["value"] = 1 })), Options, Token);

        Assert.Equal(6, summary.Failed);
        AssertMasked(6);
    }

    [Fact]
    public async Task Error_made_elsewhere_that_tells_a_secret_stores_none()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        var bundle = await folder.ExportGenerationsAsync(benchmark);
        await using var orchestrator = folder.Open();

        await orchestrator.ImportGenerationResultsAsync(benchmark.Build(), Outsider.ToStream(Outsider.Answer(bundle, static _ => Error())), Options, Token);

        AssertMasked(1);
    }

    [Fact]
    public async Task Score_that_failed_elsewhere_with_a_secret_stores_none()
    {
        var benchmark = new TestBenchmark { Items = 1 };
        await folder.ImportGenerationsAsync(benchmark, Outsider.Double(await folder.ExportGenerationsAsync(benchmark)));
        await using var orchestrator = folder.Open();
        var bundle = await ExportAsync(stream => orchestrator.ExportEvaluationBundleAsync(benchmark.Build(), stream, null, Token));

        await orchestrator.ImportEvaluationResultsAsync(benchmark.Build(), Outsider.ToStream(Outsider.Score(bundle, static (_, _) => Error())), Options, Token);

        AssertMasked(1);
    }

    private static JsonObject Error() => new() { ["error"] = new JsonObject { ["code"] = "auth", ["message"] = $"key {Canary} is refused" } };

    private static async Task<string> ExportAsync(Func<Stream, Task> export)
    {
        using var stream = new MemoryStream();
        await export(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Holds that each failure says that something was taken out, and that no file of the store holds the secret.</summary>
    private void AssertMasked(int failures)
    {
        Assert.Equal(failures, Storage.StoreInspector.Count(Store, $"SELECT count(*) FROM events WHERE text LIKE '%key {Secret.Mask} is refused%'"));
        foreach (var file in Directory.GetFiles(Store))
            Assert.DoesNotContain(Canary, ReadShared(file), StringComparison.Ordinal);
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private sealed class Leak(HookStages stages) : IHook
    {
        public string Id => "leak";

        public string Version => "1";

        public HookStages Stages => stages;

        public bool IsAfter { get; init; }

        public bool Throws { get; set; }

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => Fail(!IsAfter);

        public ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken) => Fail(IsAfter);

        public ValueTask BeforeEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => Fail(!IsAfter);

        public ValueTask AfterEvaluationAsync(EvaluationHookContext context, CancellationToken cancellationToken) => Fail(IsAfter);

        private ValueTask Fail(bool isNow) => Throws && isNow ? throw new InvalidOperationException($"key {Canary} is refused") : ValueTask.CompletedTask;
    }
}
