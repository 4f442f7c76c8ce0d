using Assay.Contracts;
using Assay.Errors;
using Assay.McpStub;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>A server that offers other tools than before, under the same identity, is told of.</summary>
public sealed class McpDriftTests : IAsyncLifetime
{
    private StubServer model = null!;
    private HttpStub server = null!;
    private Project project = null!;

    public async ValueTask InitializeAsync()
    {
        model = await McpStubs.ModelAsync();
        server = await HttpStub.StartAsync(Asked.Token);
        project = new Project(model.BaseUrl).With(new McpSpec { Url = server.Url.ToString() });
    }

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
        await model.DisposeAsync();
    }

    [Fact]
    public async Task Run_warns_where_an_earlier_one_was_offered_other_tools_and_says_what_to_set()
    {
        Assert.Empty(await RunAsync(1001));
        Assert.Empty(await RunAsync(1002));
        project.With(McpStubs.Started("more"));

        var warning = Assert.Single(await RunAsync(1003));

        Assert.Equal(ErrorCode.ToolsDrifted, warning.Code);
        Assert.StartsWith("The server 'orders' offers other tools", warning.Message, StringComparison.Ordinal);
        Assert.Contains("Raise the server's 'version', or list its 'tools'", warning.Message, StringComparison.Ordinal);
        Assert.Contains("invoice", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_goes_on_warning_until_the_version_is_raised_and_then_asks_anew()
    {
        await RunAsync(1001);
        project.With(McpStubs.Started("more"));
        Assert.Single(await RunAsync(1002));
        Assert.Single(await RunAsync(1003));
        var asked = model.Requests.Count;

        project.With(McpStubs.Started("more") with { Version = "2" });

        Assert.Empty(await RunAsync(1001));
        Assert.Equal(asked + 2, model.Requests.Count);
    }

    [Fact]
    public async Task Tools_that_models_are_not_told_of_do_not_matter()
    {
        project.With(new McpSpec { Url = server.Url.ToString(), AllowedTools = ["order_status"] });
        await RunAsync(1001);
        project.With(McpStubs.Started("more") with { AllowedTools = ["order_status"] });

        Assert.Empty(await RunAsync(1002));
    }

    [Fact]
    public async Task Run_that_asks_nobody_and_a_plan_reach_no_server_and_warn_of_nothing()
    {
        await RunAsync(1001);
        project.With(new McpSpec { Command = "there-is-no-such-program" });
        await using var orchestrator = project.Open(store: "one");

        var plan = await orchestrator.PlanSliceAsync(BenchmarkOf(1002), "all", Asked.Token);

        Assert.Equal(1, plan.ToGenerate);
        Assert.Empty(await RunAsync(1001));
    }

    [Fact]
    public async Task Test_s_message_has_the_warning_and_does_not_fail()
    {
        await File.WriteAllTextAsync(
            Path.Combine(project.Path, "assay.toml"),
            $"name = \"demo\"\n[provider.stub]\nkind = \"openai_compatible\"\nbase_url = \"{model.BaseUrl}\"\n[mcp.orders]\nurl = \"{server.Url}\"\n",
            Asked.Token);
        await VerifyAsync(1001);
        var other = McpStubs.Started("more");
        await File.WriteAllTextAsync(
            Path.Combine(project.Path, "assay.toml"),
            $"name = \"demo\"\n[provider.stub]\nkind = \"openai_compatible\"\nbase_url = \"{model.BaseUrl}\"\n[mcp.orders]\ncommand = '{other.Command}'\nargs = [{string.Join(", ", other.Args.Select(static one => $"'{one}'"))}]\n",
            Asked.Token);

        var outcome = await VerifyAsync(1002);

        Assert.Equal(OutcomeKind.Accepted, outcome.Kind);
        Assert.Contains("\nwarning ", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("tools_drifted", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.ToolsDrifted, Assert.Single(outcome.Run!.Warnings).Code);
    }

    private static BenchmarkDefinition BenchmarkOf(int order) => McpStubs.Benchmark($"order_status {{\"order\":{order}}}");

    private async Task<ValueList<Problem>> RunAsync(int order)
    {
        await using var orchestrator = project.Open(store: "one");
        return (await orchestrator.RunBenchmarkAsync(BenchmarkOf(order), null, Asked.Token)).Work!.Warnings;
    }

    private async Task<SliceOutcome> VerifyAsync(int order)
    {
        await using var session = AssaySession.Open(new Catalog(BenchmarkOf(order)), new SessionSettings { ProjectDirectory = project.Path, Mode = AssayMode.Run, Accept = true });
        return await session.VerifyAsync("desk", "all", null, Asked.Token);
    }

    private sealed class Catalog(BenchmarkDefinition benchmark) : IBenchmarkCatalog
    {
        public IReadOnlyList<BenchmarkDefinition> Benchmarks => [benchmark];
    }
}
