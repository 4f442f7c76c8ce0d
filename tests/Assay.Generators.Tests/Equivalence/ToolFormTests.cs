using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using static Assay.Generators.Tests.Equivalence.SameIdentities;

namespace Assay.Generators.Tests.Equivalence;

public sealed class ToolFormTests
{
    private const string Tools = """
        public enum Order { Newest, Oldest }

        public sealed record Place([property: System.ComponentModel.Description("On the property.")] string City, [param: System.ComponentModel.Description("Two letters.")] string? Country = null);

        [Tool("search", "Searches the help centre.", Version = "1")]
        public static string Search([System.ComponentModel.Description("What to look for.")] string query, int limit = 10, Order order = Order.Newest) => $"{query} {limit} {order}";

        [Tool("ship", "Ships to places.", Version = "2")]
        public static async Task<double> ShipAsync(Place[] places, IReadOnlyList<int?> weights, DateOnly day, bool isGift, decimal? price, Ticket item, Assay.Contracts.EngineRequest request, CancellationToken token)
        {
            await Task.Yield();
            return places.Length + weights.Sum(static weight => weight ?? 0.5) + day.Day + (isGift ? 100 : 0) + (double)(price ?? 0) + item.Id.Length + request.SampleIndex;
        }

        [Tool("now", "Says what time it is.", Version = "3")]
        public static bool Now() => true;

        [Slice("all", Tools = [nameof(Search), "ship", nameof(Bench.Now)])] public static IEnumerable<Ticket> All => Tickets;
        """;

    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement;

    private static ToolSpec SearchSpec { get; } = new("search", "Searches the help centre.")
    {
        InputSchema = JsonValue.Parse("""
            {
              "type": "object",
              "properties": {
                "query": { "type": "string", "description": "What to look for." },
                "limit": { "type": "integer" },
                "order": { "type": "string", "enum": ["Newest", "Oldest"] }
              },
              "required": ["query"],
              "additionalProperties": false
            }
            """),
    };

    private static ToolSpec ShipSpec { get; } = new("ship", "Ships to places.")
    {
        InputSchema = JsonValue.Parse("""
            {
              "type": "object",
              "properties": {
                "places": {
                  "type": "array",
                  "items": {
                    "type": "object",
                    "properties": { "city": { "type": "string" }, "country": { "type": ["string", "null"], "description": "Two letters." } },
                    "required": ["city"],
                    "additionalProperties": false
                  }
                },
                "weights": { "type": "array", "items": { "type": ["integer", "null"] } },
                "day": { "type": "string", "format": "date" },
                "isGift": { "type": "boolean" },
                "price": { "type": ["number", "null"] }
              },
              "required": ["places", "weights", "day", "isGift", "price"],
              "additionalProperties": false
            }
            """),
    };

    [Fact]
    public Task Tools_of_methods()
    {
        var generated = Class(Tools);
        var plugins = new PluginRegistry(generated.Plugins)
            .Add(SearchSpec, Handler("search", "1"))
            .Add(ShipSpec, Handler("ship", "2"))
            .Add(new ToolSpec("now", "Says what time it is."), Handler("now", "3"));
        return VerifyAsync(Spec(Slice("all") with { Tools = ["search", "ship", "now"] }), plugins, generated);
    }

    [Fact]
    public Task Tools_and_servers_of_the_project() => VerifyAsync(
        Spec(Slice("all"), Slice("served") with { McpServers = ["docs", "wiki"], Tools = ["fetch"] }),
        Class("""
            [Slice("all")] public static IEnumerable<Ticket> All => Tickets;

            [Slice("served", Tools = ["fetch"], McpServers = ["docs", "wiki"])] public static IEnumerable<Ticket> Served => Tickets;
            """));

    [Theory]
    [InlineData("search", "{\"query\": \"refund\"}", "refund 10 Newest")]
    [InlineData("search", "{\"query\": \"refund\", \"limit\": 3.0, \"order\": \"oldest\"}", "refund 3 Oldest")]
    [InlineData("ship", "{\"places\": [{\"city\": \"Rome\"}, {\"city\": \"Bonn\", \"country\": null}], \"weights\": [1, null], \"day\": \"2026-01-05\", \"isGift\": true, \"price\": null}", "110.5")]
    [InlineData("now", "{}", "true")]
    public async Task A_call_reaches_the_method(string tool, string arguments, string result) => Assert.Equal(result, await InvokeAsync(tool, arguments));

    [Theory]
    [InlineData("search", "{}", "'query' is missing")]
    [InlineData("search", "[1]", "'query' is missing")]
    [InlineData("search", "{\"query\": 1}", "'query' is 1, and no text")]
    [InlineData("search", "{\"query\": \"\", \"limit\": 1.5}", "'limit' is 1.5, and no number of the type Int32")]
    [InlineData("search", "{\"query\": \"\", \"order\": \"7\"}", "'order' is \"7\", and no choice among Newest, Oldest")]
    [InlineData("ship", "{\"places\": [{}]}", "'places[0].city' is missing")]
    [InlineData("ship", "{\"places\": {}}", "'places' is {}, and no list")]
    public async Task An_argument_of_another_form_is_refused_by_name(string tool, string arguments, string problem)
    {
        var exception = await Assert.ThrowsAsync<AssayException>(() => InvokeAsync(tool, arguments));
        Assert.Equal(ErrorCode.ToolArgumentInvalid, exception.Code);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    private static FunctionToolHandler Handler(string id, string version) => new(id, version, static (_, _, _) => new(""));

    private static async Task<string> InvokeAsync(string tool, string arguments)
    {
        var benchmark = Class(Tools);
        Assert.True(benchmark.Plugins.TryGetTool(tool, out var handler));
        Item? item = null;
        await foreach (var one in benchmark.Datasets["all"].ReadAsync(".", TestContext.Current.CancellationToken))
            item ??= one;
        var request = new EngineRequest(benchmark.Spec.Models[0], new InferenceParams(), Prompt.Empty, item!, Seed: 0, SampleIndex: 0);
        return await handler.InvokeAsync(arguments == "{}" ? Empty : JsonDocument.Parse(arguments).RootElement, request, TestContext.Current.CancellationToken);
    }
}
