using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;

namespace Assay.Tests.Runtime;

public sealed class RuntimeContextTests
{
    private static readonly RuntimeContext Context = new()
    {
        Secrets = new Dictionary<string, Secret> { ["api"] = new("canary-secret") },
        Environment = new Dictionary<string, string> { ["REGION"] = "canary-environment" },
        Labels = new ValueMap<string>([KeyValuePair.Create("branch", "main")]),
        ToolHandlers = new Dictionary<string, IToolHandler> { ["search"] = Handler("search", "7") },
    };

    [Fact]
    public void Context_shows_names_and_no_value_but_those_of_labels()
    {
        var request = new EngineRequest(new ModelSpec("m", "e"), new InferenceParams(), Prompt.Empty, new Item("i", 1, "1"u8.ToArray()), 1, 0) { Runtime = Context };

        string[] texts = [Context.ToString(), $"{Context}", request.ToString(), JsonSerializer.Serialize(Context), JsonSerializer.Serialize<object>(Context)];

        Assert.Equal("secrets: api; environment: REGION; labels: branch=main; tools: search", Context.ToString());
        Assert.All(texts, static text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Context_gives_secrets_by_name_and_says_which_is_missing()
    {
        var error = Assert.Throws<AssayException>(static () => Context.SecretOf("other"));

        Assert.Equal("canary-secret", Context.SecretOf("api").Reveal());
        Assert.Equal(ErrorCode.SecretMissing, error.Code);
        Assert.Contains("'other'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Context_prefers_its_own_handlers_of_tools_to_the_registered_ones()
    {
        var plugins = new PluginRegistry().Add(Handler("search", "1")).Add(Handler("fetch", "2")).Add(Handler("unused", "3"));

        var whole = Context.WithHandlers(plugins, ["search", "fetch", "the provider's own"]);

        Assert.Equal(["fetch=2", "search=7"], whole.ToolVersions.Select(static pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal("canary-secret", whole.SecretOf("api").Reveal());
        Assert.Equal((Context.Environment, Context.Labels), (whole.Environment, whole.Labels));
        Assert.Same(Context, Context.WithHandlers(plugins, ["search"]));
    }

    [Fact]
    public async Task Function_handles_a_tool_with_arguments_and_request()
    {
        using var arguments = JsonDocument.Parse("""{"query":"x"}""");
        var request = new EngineRequest(new ModelSpec("m", "e"), new InferenceParams(), Prompt.Empty, new Item("i7", 1, "1"u8.ToArray()), 1, 0);

        var answer = await Handler("search", "1").InvokeAsync(arguments.RootElement, request, TestContext.Current.CancellationToken);

        Assert.Equal("""i7: {"query":"x"}""", answer);
    }

    private static FunctionToolHandler Handler(string id, string version) =>
        new(id, version, static (arguments, request, _) => ValueTask.FromResult($"{request.Item.Id}: {arguments.GetRawText()}"));
}
