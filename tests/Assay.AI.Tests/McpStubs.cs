using Assay.Contracts;
using Assay.Specs;
using Assay.StubProvider;

namespace Assay.AI.Tests;

/// <summary>Short ways to the MCP server of the tests, and to a model that calls its tools.</summary>
internal static class McpStubs
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Assay.McpStub.dll");

    /// <summary>The server as a process.</summary>
    public static McpSpec Started(params string[] mode) => new() { Command = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Args = ["exec", Program, .. mode] };

    /// <summary>A provider whose model does what the first message says, <c>tool {arguments}</c>, and repeats what the tool said.</summary>
    public static Task<StubServer> ModelAsync() => StubServer.StartAsync(new StubOptions { Answer = Answer }, Asked.Token);

    public static StubAnswer Answer(StubRequest request)
    {
        if (request.LastRole == "tool")
            return new StubAnswer($"I read: {request.LastText}");
        var words = request.LastText.Split(' ', 2);
        return StubAnswer.Calling("x", words[0], words.Length > 1 ? words[1] : "{}");
    }

    /// <summary>A benchmark whose every item is what the model is to do, in a slice that names the server <c>orders</c>.</summary>
    public static BenchmarkDefinition Benchmark(params string[] asks) => Benchmark([], asks);

    public static BenchmarkDefinition Benchmark(ValueList<string> tools, params string[] asks)
    {
        var simple = BenchmarkDefinition.Simple("desk", "{item.Ask}", "stub/tiny-1", asks.Select(static ask => new { Ask = ask, Answer = "" }));
        return new BenchmarkDefinition
        {
            Spec = simple.Spec with { Slices = [simple.Spec.Slices[0] with { McpServers = ["orders"], Tools = tools }] },
            Plugins = simple.Plugins,
            Datasets = simple.Datasets,
            Name = simple.Name,
        };
    }

    /// <summary>The project with the server <c>orders</c>.</summary>
    public static Project With(this Project project, McpSpec server)
    {
        project.Spec = project.Spec with { Mcp = new([KeyValuePair.Create("orders", server)]) };
        return project;
    }

    /// <summary>Runs, and gives each candidate's output or failure, in the order of the items.</summary>
    public static async Task<IReadOnlyList<string>> OutputsAsync(this Project project, BenchmarkDefinition benchmark, string? store = null, PluginRegistry? plugins = null)
    {
        await using var orchestrator = project.Open(plugins: plugins, store: store);
        var result = await orchestrator.RunBenchmarkAsync(benchmark, null, Asked.Token);
        var outputs = new List<string>();
        await foreach (var candidate in result.CandidatesAsync(Asked.Token))
            outputs.Add(candidate.Failure is { } code ? $"{code}: {string.Join(' ', result.Work!.Unanswered)}" : (await candidate.OutputAsync(Asked.Token))!.Text);
        return outputs;
    }
}
