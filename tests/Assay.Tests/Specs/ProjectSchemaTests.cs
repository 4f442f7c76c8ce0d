using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Errors;
using Assay.Specs;
using Assay.Specs.Serialization;
using Assay.Tests.Guides;
using Json.Schema;

namespace Assay.Tests.Specs;

/// <summary>The schema by which editors complete a project file says what the reader takes.</summary>
public sealed class ProjectSchemaTests : IDisposable
{
    private static readonly string SchemaFile = Checkout.PathOf("src", "Assay.MSBuild", "schemas", "assay.schema.json");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("assay-schema-");

    public static TheoryData<string, Type> Definitions => new()
    {
        { "", typeof(ProjectSpec) },
        { "sqlite_storage", typeof(SqliteStorageSpec) },
        { "postgres_storage", typeof(PostgresStorageSpec) },
        { "execution", typeof(ExecutionPolicy) },
        { "local_backend", typeof(LocalBackendSpec) },
        { "worker_pool_backend", typeof(WorkerPoolBackendSpec) },
        { "batch_backend", typeof(BatchBackendSpec) },
        { "tool", typeof(ToolSpec) },
        { "mcp_server", typeof(McpServerSpec) },
        { "mcp", typeof(McpSpec) },
        { "price", typeof(PriceSpec) },
        { "provider", typeof(ProviderSpec) },
        { "judge", typeof(JudgeSpec) },
        { "judge_scale", typeof(JudgeScale) },
    };

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Schema_has_the_record_s_members_and_requires_those_without_a_default(string definition, Type record)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SchemaFile));
        var schema = definition.Length == 0 ? document.RootElement : document.RootElement.GetProperty("definitions").GetProperty(definition);
        string[] beside = record == typeof(ProviderSpec) ? ["$schema"] : ["$schema", "kind"];

        var properties = SpecSerializer.InfoOf(record).Properties;

        Assert.Equal(Sorted(properties.Select(static property => property.Name)), Sorted(schema.GetProperty("properties").EnumerateObject().Select(static member => member.Name).Except(beside)));
        Assert.Equal(Sorted(properties.Where(SpecSerializer.IsRequired).Select(static property => property.Name)), Sorted(Required(schema).Except(beside)));
        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Definitions))]
    public void Schema_s_defaults_are_the_record_s(string definition, Type record)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SchemaFile));
        var schema = definition.Length == 0 ? document.RootElement : document.RootElement.GetProperty("definitions").GetProperty(definition);

        foreach (var property in SpecSerializer.InfoOf(record).Properties)
        {
            if (!schema.GetProperty("properties").GetProperty(property.Name).TryGetProperty("default", out var shown))
                continue;
            var normal = property.Get!(SpecPrototypes.Find(record)!);
            var json = JsonSerializer.SerializeToElement(normal, SpecSerializer.InfoOf(property.PropertyType));
            Assert.True(JsonElement.DeepEquals(json, shown) || json.GetDouble().Equals(shown.GetDouble()), $"{definition}.{property.Name}: {json} in the record, {shown} in the schema");
        }
    }

    [Theory]
    [InlineData("""{"name":"demo"}""", true)]
    [InlineData("""{"$schema":"obj/assay.schema.json","name":"démo_1","global_seed":-3,"metadata":{"team":{"a":[1]}}}""", true)]
    [InlineData("""{"name":"d","storage":{"root_dir":"r","durability":"full"},"execution":{"max_retries":0,"parallelism":2}}""", true)]
    [InlineData("""{"name":"d","storage":{"kind":"postgres","connection":"Host=db","blob_root":"b","compression":"none"}}""", true)]
    [InlineData("""{"name":"d","backend":{"kind":"worker_pool","tags":["gpu"]},"prices":[{"model":"m","input_per_million":0.5}]}""", true)]
    [InlineData("""{"name":"d","backend":{"kind":"batch","provider":"acme/batch:2"}}""", true)]
    [InlineData("""{"name":"d","mcp_servers":[{"id":"a","server_label":"A","require_approval":"never","connector_id":"c"}]}""", true)]
    [InlineData("""{"name":"d","mcp":{"orders":{"command":"dotnet","args":["exec",""],"env":{"A":"b","API_KEY":"env:K"},"tools":[{"id":"t","description":"Does."}]}}}""", true)]
    [InlineData("""{"name":"d","mcp":{"orders":{"url":"https://example.org/mcp","headers":{"authorization":"env:K"},"allowed_tools":["t"],"version":"2"}}}""", true)]
    [InlineData("""{"name":"d","mcp":{"orders":{}}}""", false)]
    [InlineData("""{"name":"d","mcp":{"orders":{"command":"a","url":"https://example.org"}}}""", false)]
    [InlineData("""{"name":"d","mcp":{"orders":{"command":"a","headers":{"x":"y"}}}}""", false)]
    [InlineData("""{"name":"d","mcp":{"orders":{"url":"https://example.org","args":["a"]}}}""", false)]
    [InlineData("""{"name":"d","mcp":{"or ders":{"command":"a"}}}""", false)]
    [InlineData("""{"name":"d","mcp":{"orders":{"command":"a","tool_timeout_seconds":0}}}""", false)]
    [InlineData("""{"name":"d","tools":[{"id":"t","description":"Does.","input_schema":{"type":"object"}}]}""", true)]
    [InlineData("""{"name":"d","provider":{"openai":{"kind":"openai","api_key":"env:OPENAI_API_KEY","headers":{"x-team":"a","x-key":"env:K"},"requests_per_minute":500}}}""", true)]
    [InlineData("""{"name":"d","provider":{"local":{"kind":"openai_compatible","base_url":"http://localhost:8000/v1","paid":false,"stream":false,"timeout_seconds":0.5}}}""", true)]
    [InlineData("""{"name":"d","judge":{"j":{"model":"m","provider":"p","scale":{"labels":{"pass":1,"fail":0}},"params":{"temperature":0}}}}""", true)]
    [InlineData("""{"name":"d","judge":{"a":{"model":"m","provider":"p"},"both":{"panel":["a"],"rule":"mean"}}}""", true)]
    [InlineData("""{"name":"d","judge":{"j":{"model":"m"}}}""", false)]
    [InlineData("""{"name":"d","judge":{"j":{"model":"m","provider":"p","attempts":0}}}""", false)]
    [InlineData("""{"name":"d","provider":{"openai":{}}}""", false)]
    [InlineData("""{"name":"d","provider":{"a b":{"kind":"openai"}}}""", false)]
    [InlineData("""{"name":"d","provider":{"openai":{"kind":"OpenAI"}}}""", false)]
    [InlineData("""{"name":"d","provider":{"openai":{"kind":"openai","api_key":"sk-123"}}}""", false)]
    [InlineData("""{"name":"d","provider":{"openai":{"kind":"openai","base_url":"https://user:pw@host/v1"}}}""", false)]
    [InlineData("""{"name":"d","provider":{"openai":{"kind":"openai","max_concurrency":0}}}""", false)]
    [InlineData("""{}""", false)]
    [InlineData("""{"name":"a b"}""", false)]
    [InlineData("""{"name":"d","max_retries":1}""", false)]
    [InlineData("""{"name":"d","execution":{"max_retries":101}}""", false)]
    [InlineData("""{"name":"d","execution":{"backoff_factor":0.5}}""", false)]
    [InlineData("""{"name":"d","execution":{"retryable_codes":["Timeout"]}}""", false)]
    [InlineData("""{"name":"d","storage":{"kind":"oracle"}}""", false)]
    [InlineData("""{"name":"d","storage":{"kind":"postgres","root_dir":"r"}}""", false)]
    [InlineData("""{"name":"d","backend":{"kind":"batch"}}""", false)]
    [InlineData("""{"name":"d","backend":{"kind":"worker_pool","poll_seconds":0}}""", false)]
    [InlineData("""{"name":"d","tools":[{"id":"t"}]}""", false)]
    [InlineData("""{"name":"d","mcp_servers":[{"id":"a","server_label":"A","require_approval":"never"}]}""", false)]
    [InlineData("""{"name":"d","mcp_servers":[{"id":"a","server_label":"A","require_approval":"never","server_url":"ftp://x"}]}""", false)]
    [InlineData("""{"name":"d","prices":[{"model":"m","input_per_million":-1}]}""", false)]
    public async Task Schema_and_reader_agree(string project, bool isGood)
    {
        var schema = JsonSchema.FromText(await File.ReadAllTextAsync(SchemaFile, TestContext.Current.CancellationToken));
        var file = Path.Combine(folder.FullName, "assay.json");
        await File.WriteAllTextAsync(file, project, TestContext.Current.CancellationToken);

        var faults = schema.Evaluate(JsonNode.Parse(project), new EvaluationOptions { OutputFormat = OutputFormat.List });
        var refusal = Record.Exception(() => ProjectFile.Load(file));

        Assert.Equal(isGood, faults.IsValid);
        Assert.True(isGood ? refusal is null : refusal is SpecValidationException, refusal?.ToString());
    }

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(static name => name.GetString()!) : [];

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
