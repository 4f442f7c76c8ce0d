using System.Text;
using System.Text.Json.Nodes;
using Assay.Specs;
using Assay.Storage.Care;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

/// <summary>Log probabilities go where outputs go: in from results, out to those who score, and from store to store.</summary>
public sealed class LogprobHandOffTests : IDisposable
{
    private static readonly ValueList<TokenLogprob> Tokens =
    [
        new("4", -0.25) { Alternatives = new([KeyValuePair.Create("4", -0.25), KeyValuePair.Create(" four ", -1.5)]) },
        new("\n", 0),
    ];

    private readonly TemporaryFolder here = new();
    private readonly TemporaryFolder there = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        here.Dispose();
        there.Dispose();
    }

    [Fact]
    public async Task Imported_output_has_them_and_so_has_the_bundle_of_those_who_score_it()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        await using var orchestrator = here.Open();

        await ImportAsync(orchestrator, test);

        Assert.All(await OutputsAsync(orchestrator, test), static output => Assert.Equal(Tokens, output.Logprobs));
        using var bundle = new MemoryStream();
        await orchestrator.ExportEvaluationBundleAsync(test.Build(), bundle, null, Token);
        Assert.All(
            Outsider.Read(Encoding.UTF8.GetString(bundle.ToArray())).Skip(1),
            static line => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(LogprobJson.Write(Tokens)), line["logprobs"])));
    }

    [Fact]
    public async Task Output_without_them_has_no_such_member_in_a_bundle()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        await using var orchestrator = here.Open();
        await orchestrator.GenerateAsync(test.Build(), null, Token);

        using var bundle = new MemoryStream();
        await orchestrator.ExportEvaluationBundleAsync(test.Build(), bundle, null, Token);

        Assert.All(Outsider.Read(Encoding.UTF8.GetString(bundle.ToArray())).Skip(1), static line => Assert.False(line.ContainsKey("logprobs")));
    }

    [Fact]
    public async Task Shard_s_outputs_bring_them_along()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        await using var source = here.Open();
        await using var target = there.Open();
        await ImportAsync(source, test);

        await StoreJoin.JoinAsync(await target.GetStorageAsync(Token), await source.GetStorageAsync(Token), "shard", TimeProvider.System, Token);

        Assert.All(await OutputsAsync(target, test), static output => Assert.Equal(Tokens, output.Logprobs));
    }

    private static async Task ImportAsync(Orchestrator orchestrator, TestExperiment test)
    {
        using var bundle = new MemoryStream();
        await orchestrator.ExportGenerationBundleAsync(test.Build(), bundle, null, Token);
        var results = Outsider.Answer(Encoding.UTF8.GetString(bundle.ToArray()), static _ => new JsonObject { ["output"] = "4\n", ["logprobs"] = JsonNode.Parse(LogprobJson.Write(Tokens)) });
        Assert.Equal(2, (await orchestrator.ImportGenerationResultsAsync(test.Build(), Outsider.ToStream(results), null, Token)).Imported);
    }

    private static async Task<List<Output>> OutputsAsync(Orchestrator orchestrator, TestExperiment test)
    {
        var outputs = new List<Output>();
        await foreach (var candidate in (await orchestrator.GetResultAsync(test.Build(), Token)).CandidatesAsync(Token))
            outputs.Add((await candidate.OutputAsync(Token))!);
        Assert.Equal(2, outputs.Count);
        return outputs;
    }
}
