using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Contracts;
using Assay.Errors;
using Assay.Sessions;
using Assay.Specs;
using Assay.StubProvider;
using Microsoft.Extensions.AI;

namespace Assay.AI.Tests;

/// <summary>The schema of a type reaches every provider that takes one, and is part of what is asked.</summary>
public sealed partial class ResponseSchemaTests
{
    private static readonly InferenceParams AsVerdict = new InferenceParams().AnsweringAs(Metadata.Default.Verdict);

    [Theory]
    [InlineData("openai")]
    [InlineData("azure_openai")]
    [InlineData("openai_compatible")]
    [InlineData("ollama")]
    public async Task Schema_and_its_name_are_the_response_format(string kind)
    {
        await using var stub = await StubServer.StartAsync(null, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { Kind = kind });

        var output = await engine.GenerateAsync(Asked.Request("Label it.", AsVerdict), Asked.Token);

        Assert.NotNull(JsonSerializer.Deserialize(output.Text, Metadata.Default.Verdict));
        var format = Assert.Single(stub.Requests).Body.GetProperty("response_format");
        Assert.Equal(("json_schema", "Verdict"), (format.GetProperty("type").GetString(), format.GetProperty("json_schema").GetProperty("name").GetString()));
        Assert.Equal(AsVerdict.Extras["json_schema"], new JsonValue(format.GetProperty("json_schema").GetProperty("schema")));
    }

    [Fact]
    public async Task Anthropic_is_sent_the_schema_too()
    {
        await using var stub = await StubServer.StartAsync(new StubOptions { Answer = static _ => new StubAnswer("""{"label":"a"}""") }, Asked.Token);
        using var engine = Asked.Engine(Asked.At(stub) with { Kind = "anthropic", BaseUrl = new Uri(stub.BaseUrl, "/").ToString() });

        await engine.GenerateAsync(Asked.Request("Label it.", AsVerdict), Asked.Token);

        Assert.Contains("additionalProperties", Assert.Single(stub.Requests).Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Engine_that_takes_no_schema_is_refused_when_planned()
    {
        using var project = new Project();
        var simple = BenchmarkDefinition.Simple("b", "{item.Id}", "plain/any", [new { Id = "i", Answer = "" }]);
        var benchmark = new BenchmarkDefinition { Spec = simple.Spec with { Inference = new InferenceGrid { Params = [AsVerdict] } }, Plugins = simple.Plugins, Datasets = simple.Datasets, Name = "b" };
        using var client = new OpenAI.Chat.ChatClient("m", "k").AsIChatClient();
        var plugins = PluginRegistry.WithBuiltIns().AddChatClient("plain", client, new ChatEngineOptions { Capabilities = EngineCapabilities.Unknown with { ResponseFormats = ["text", "json"] } });

        var refused = await Assert.ThrowsAsync<SpecValidationException>(() => project.RunAsync(benchmark, AssayMode.Run, plugins: plugins));

        Assert.Equal((ErrorCode.Incompatible, "inference.params[0].response_format"), (Assert.Single(refused.Problems).Code, refused.Problems[0].Path));
    }

    internal sealed record Verdict(string Label, double? Share);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
    [JsonSerializable(typeof(Verdict))]
    internal sealed partial class Metadata : JsonSerializerContext;
}
