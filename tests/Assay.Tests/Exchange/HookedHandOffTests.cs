using System.Text;
using System.Text.Json.Nodes;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Assay.Tests.Execution;

namespace Assay.Tests.Exchange;

public sealed class HookedHandOffTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Bundle_asks_what_the_hooks_leave_and_the_import_records_what_they_leave()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        test.Hooks.Add(new Brief());
        var bundle = await ExportAsync(test);

        Assert.Equal("""[{"role":"user","content":"double 1"},{"role":"user","content":"Be brief."}]""", Outsider.Read(bundle)[1]["messages"]!.ToJsonString());
        await ImportAsync(test, Outsider.Answer(bundle, static _ => new JsonObject { ["output"] = "2" }));
        var again = await ImportAsync(test, Outsider.Answer(bundle, static _ => new JsonObject { ["output"] = "2" }));

        Assert.Equal((2, 0), (again.AlreadyThere, again.Differing));
        Assert.Equal(2, Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), "SELECT count(*) FROM events WHERE kind = 4 AND text = '2 (brief)'"));
    }

    [Fact]
    public async Task Hook_that_fails_leaves_its_candidates_out_and_makes_failures_of_their_results()
    {
        var test = new TestExperiment { Models = ["m1"], Items = 1 };
        var hook = new Brief();
        test.Hooks.Add(hook);
        var bundle = await ExportAsync(test);
        hook.Throws = true;
        await using var orchestrator = folder.Open();

        var exported = await orchestrator.ExportGenerationBundleAsync(test.Build(), Stream.Null, null, Token);
        var imported = await ImportAsync(test, Outsider.Answer(bundle, static _ => new JsonObject { ["output"] = "2" }));

        Assert.Equal((0, 2), (exported.Lines, exported.Unaskable));
        Assert.Equal((0, 2), (imported.Imported, imported.Failed));
        Assert.Equal(2, Storage.StoreInspector.Count(Path.Combine(folder.Path, ".assay"), $"SELECT count(*) FROM generations g JOIN codes c ON c.id = g.code WHERE c.code = '{ErrorCode.HookFailed}'"));
    }

    private async Task<string> ExportAsync(TestExperiment test)
    {
        await using var orchestrator = folder.Open();
        using var stream = new MemoryStream();
        await orchestrator.ExportGenerationBundleAsync(test.Build(), stream, null, Token);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private async Task<Assay.Exchange.ImportSummary> ImportAsync(TestExperiment test, string results)
    {
        await using var orchestrator = folder.Open();
        return await orchestrator.ImportGenerationResultsAsync(test.Build(), Outsider.ToStream(results), null, Token);
    }

    private sealed class Brief : IHook
    {
        public string Id => "brief";

        public string Version => "1";

        public HookStages Stages => HookStages.Inference;

        public bool Throws { get; set; }

        public ValueTask BeforeInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            if (Throws)
                throw new InvalidOperationException("no");
            context.Request = context.Request with { Prompt = new Prompt([.. context.Request.Prompt.Messages, new Message(MessageRole.User, "Be brief.")]) };
            return ValueTask.CompletedTask;
        }

        public ValueTask AfterInferenceAsync(InferenceHookContext context, CancellationToken cancellationToken)
        {
            context.Output = context.Output! with { Text = context.Output.Text + " (brief)" };
            return ValueTask.CompletedTask;
        }
    }
}
