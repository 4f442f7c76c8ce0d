using Assay.Contracts;
using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;
using Assay.StoreCrasher;
using Assay.Tests.Storage;

namespace Assay.Postgres.Tests;

public sealed class PostgresSessionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Failing_slice_shows_what_was_said()
    {
        var connection = await PostgresServer.ConnectionOfAsync(TestStorage.SchemaOf(folder.Path));
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, SampleLedger.SumsFile), Enumerable.Range(1, 3).Select(SampleLedger.LineOf), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "assay.toml"), $"name = \"ledger\"\n\n[storage]\nkind = \"postgres\"\nconnection = \"{connection}\"\nblob_root = \"blobs\"\n", TestContext.Current.CancellationToken);
        Assert.Equal(OutcomeKind.Accepted, (await VerifyAsync("How much is {item.a} + {item.b}?", SampleLedger.AnswerOf, accept: true)).Kind);

        var outcome = await VerifyAsync("Guess {item.a} + {item.b}.", static request => request.Item.Id switch
        {
            "sum002" => throw new EngineException(ErrorCode.ContentFilter, "Numbers are\nforbidden."),
            _ => $"{request.Model.Id} does not\nknow {request.Item.Id}",
        });

        Assert.Equal(OutcomeKind.Failed, outcome.Kind);
        Assert.Contains("    sum001: 1 → 0\n      said: exact does not know sum001\n", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("    sum002: 1 → !content_filter\n      failed: content_filter: Numbers are forbidden.\n", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("      said: wordy does not know sum003\n", outcome.Message, StringComparison.Ordinal);
    }

    /// <summary>Runs with another wording of one of two prompts; the other one's answers stay.</summary>
    private async Task<SliceOutcome> VerifyAsync(string question, Func<EngineRequest, string> answer, bool accept = false)
    {
        var spec = SampleLedger.Benchmark;
        var definition = new BenchmarkDefinition
        {
            Spec = spec with
            {
                Prompts = [spec.Prompts[0], spec.Prompts[1] with { Messages = [new MessageSpec(MessageRole.User, question)] }],
                Scores = [spec.Scores[2]],
                Gates = [new GateSpec("says_it", GatePolicy.Absolute) { ErrorRate = 0.5 }],
            },
            Plugins = new PluginRegistry().Add(new FunctionEngine("clerk", "1", EngineInput.Prompt, isPaid: false, (request, _) => ValueTask.FromResult<Output>(answer(request)))),
            Datasets = new Dictionary<string, IDatasetSource>(),
            Name = "Sums",
        };
        await using var session = AssaySession.Open(new Catalog(definition), new SessionSettings { ProjectDirectory = folder.Path, Accept = accept });
        return await session.VerifyAsync("sums", "all", null, TestContext.Current.CancellationToken);
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
