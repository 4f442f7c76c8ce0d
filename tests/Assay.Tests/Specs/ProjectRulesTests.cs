using Assay.Errors;
using Assay.Specs;

namespace Assay.Tests.Specs;

public sealed class ProjectRulesTests
{
    [Fact]
    public void Defaults_are_as_documented_and_valid()
    {
        var project = new ProjectSpec("demo");
        SpecValidator.EnsureValid(project);
        Assert.Equal(new SqliteStorageSpec { RootDir = ".assay", StoreItemPayloads = true, Compression = PayloadCompression.Zstd, Durability = StoreDurability.Normal }, project.Storage);
        Assert.Equal(new ExecutionPolicy { MaxRetries = 3, BackoffFactor = 1.5, CircuitBreakerThreshold = 5, MaxInFlight = 32, RetryableCodes = ["timeout", "rate_limit", "unavailable"] }, project.Execution);
        Assert.Equal(new LocalBackendSpec(), project.Backend);
        Assert.Equal((180, 5), (new WorkerPoolBackendSpec().LeaseTtlSeconds, new WorkerPoolBackendSpec().PollSeconds));
        Assert.Equal((30, 250), (new BatchBackendSpec("p").PollSeconds, new BatchBackendSpec("p").MaxItems));
    }

    [Fact]
    public void A_full_project_is_valid() => SpecValidator.EnsureValid(SpecSamples.Project);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_broken_rule_is_found_at_its_path(string path, ProjectSpec project)
    {
        var problem = Assert.Single(SpecValidator.Validate(project));
        Assert.Equal((ErrorCode.SchemaMismatch, path), (problem.Code, problem.Path));
    }

    public static TheoryData<string, ProjectSpec> Broken
    {
        get
        {
            var valid = new ProjectSpec("demo");
            var server = new McpServerSpec("x", "l", McpApproval.Never) { ConnectorId = "c" };
            return new()
            {
                { "name", valid with { Name = "a/b" } },
                { "owner_id", valid with { OwnerId = "" } },
                { "storage.root_dir", valid with { Storage = new SqliteStorageSpec { RootDir = "" } } },
                { "storage.compression", valid with { Storage = new SqliteStorageSpec { Compression = (PayloadCompression)5 } } },
                { "storage.durability", valid with { Storage = new SqliteStorageSpec { Durability = (StoreDurability)5 } } },
                { "storage.connection", valid with { Storage = new PostgresStorageSpec("", "blobs") } },
                { "storage.blob_root", valid with { Storage = new PostgresStorageSpec("Host=db", " ") } },
                { "execution.max_retries", valid with { Execution = new() { MaxRetries = -1 } } },
                { "execution.backoff_factor", valid with { Execution = new() { BackoffFactor = 0.9 } } },
                { "execution.backoff_factor", valid with { Execution = new() { BackoffFactor = double.NaN } } },
                { "execution.circuit_breaker_threshold", valid with { Execution = new() { CircuitBreakerThreshold = 0 } } },
                { "execution.max_in_flight", valid with { Execution = new() { MaxInFlight = 100_001 } } },
                { "execution.parallelism", valid with { Execution = new() { Parallelism = 0 } } },
                { "execution.retryable_codes[0]", valid with { Execution = new() { RetryableCodes = ["Rate Limit"] } } },
                { "execution.retryable_codes[1]", valid with { Execution = new() { RetryableCodes = ["timeout", "timeout"] } } },
                { "backend.poll_seconds", valid with { Backend = new WorkerPoolBackendSpec { PollSeconds = 0 } } },
                { "backend.lease_ttl_seconds", valid with { Backend = new WorkerPoolBackendSpec { LeaseTtlSeconds = 5 } } },
                { "backend.lease_ttl_seconds", valid with { Backend = new WorkerPoolBackendSpec { LeaseTtlSeconds = double.PositiveInfinity } } },
                { "backend.tags[1]", valid with { Backend = new WorkerPoolBackendSpec { Tags = ["a", "a"] } } },
                { "backend.provider", valid with { Backend = new BatchBackendSpec("") } },
                { "backend.poll_seconds", valid with { Backend = new BatchBackendSpec("p") { PollSeconds = -1 } } },
                { "backend.max_items", valid with { Backend = new BatchBackendSpec("p") { MaxItems = 0 } } },
                { "backend.max_bytes", valid with { Backend = new BatchBackendSpec("p") { MaxBytes = 999 } } },
                { "tools[1].id", valid with { Tools = [new("t", "d"), new("t", "d")] } },
                { "tools[0].id", valid with { Tools = [new("a b", "d")] } },
                { "tools[0].description", valid with { Tools = [new("t", "")] } },
                { "tools[0].input_schema", valid with { Tools = [new("t", "d") { InputSchema = JsonValue.Parse("1") }] } },
                { "mcp.orders", valid with { Mcp = Mcp(new McpSpec()) } },
                { "mcp.orders", valid with { Mcp = Mcp(new McpSpec { Command = "a", Url = "https://example.org" }) } },
                { "mcp.orders", valid with { Mcp = Mcp(new McpSpec { Command = "a" }), McpServers = [server with { Id = "orders" }] } },
                { "mcp.orders.command", valid with { Mcp = Mcp(new McpSpec { Command = "" }) } },
                { "mcp.orders.args", valid with { Mcp = Mcp(new McpSpec { Url = "https://example.org", Args = ["a"] }) } },
                { "mcp.orders.env", valid with { Mcp = Mcp(new McpSpec { Url = "https://example.org", Env = new([KeyValuePair.Create("A", "b")]) }) } },
                { "mcp.orders.env.API_KEY", valid with { Mcp = Mcp(new McpSpec { Command = "a", Env = new([KeyValuePair.Create("API_KEY", "sk-1")]) }) } },
                { "mcp.orders.env.A", valid with { Mcp = Mcp(new McpSpec { Command = "a", Env = new([KeyValuePair.Create("A", "env:")]) }) } },
                { "mcp.orders.headers", valid with { Mcp = Mcp(new McpSpec { Command = "a", Headers = new([KeyValuePair.Create("x-team", "b")]) }) } },
                { "mcp.orders.headers.authorization", valid with { Mcp = Mcp(new McpSpec { Url = "https://example.org", Headers = new([KeyValuePair.Create("authorization", "Bearer b")]) }) } },
                { "mcp.orders.url", valid with { Mcp = Mcp(new McpSpec { Url = "example.org" }) } },
                { "mcp.orders.url", valid with { Mcp = Mcp(new McpSpec { Url = "https://example.org/?token=a" }) } },
                { "mcp.orders.working_directory", valid with { Mcp = Mcp(new McpSpec { Command = "a", WorkingDirectory = " " }) } },
                { "mcp.orders.version", valid with { Mcp = Mcp(new McpSpec { Command = "a", Version = "" }) } },
                { "mcp.orders.tools[0].description", valid with { Mcp = Mcp(new McpSpec { Command = "a", Tools = [new ToolSpec("t", "")] }) } },
                { "mcp.orders.allowed_tools[0]", valid with { Mcp = Mcp(new McpSpec { Command = "a", AllowedTools = [""] }) } },
                { "mcp.orders.start_timeout_seconds", valid with { Mcp = Mcp(new McpSpec { Command = "a", StartTimeoutSeconds = 0 }) } },
                { "mcp.orders.tool_timeout_seconds", valid with { Mcp = Mcp(new McpSpec { Command = "a", ToolTimeoutSeconds = 86_401 }) } },
                { "mcp_servers[1].id", valid with { McpServers = [server, server] } },
                { "mcp_servers[0]", valid with { McpServers = [server with { ConnectorId = null }] } },
                { "mcp_servers[0]", valid with { McpServers = [server with { ServerUrl = "https://example.org" }] } },
                { "mcp_servers[0].server_url", valid with { McpServers = [server with { ConnectorId = null, ServerUrl = "example.org" }] } },
                { "mcp_servers[0].server_label", valid with { McpServers = [server with { ServerLabel = "" }] } },
                { "mcp_servers[0].connector_id", valid with { McpServers = [server with { ConnectorId = "" }] } },
                { "mcp_servers[0].require_approval", valid with { McpServers = [server with { RequireApproval = (McpApproval)9 }] } },
                { "mcp_servers[0].allowed_tools[0]", valid with { McpServers = [server with { AllowedTools = [""] }] } },
                { "mcp_servers[0].authorization_secret", valid with { McpServers = [server with { AuthorizationSecret = "" }] } },
                { "metadata[\"\"]", valid with { Metadata = SpecSamples.Json(("", "1")) } },
            };
        }
    }

    private static ValueMap<McpSpec> Mcp(McpSpec server) => new([KeyValuePair.Create("orders", server)]);
}
