using System.Text;
using Assay.Errors;
using Assay.Hosting;
using Assay.Specs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Hosting;

public sealed class ConfigurationTests
{
    private const string Whole = """
        {
          "Assay": {
            "name": "whole", "owner_id": "team", "global_seed": 7,
            "storage": { "kind": "sqlite", "root_dir": "store", "store_item_payloads": false, "compression": "none" },
            "execution": { "max_retries": 1, "backoff_factor": 2.5, "retryable_codes": ["timeout", "own_code"] },
            "backend": { "kind": "worker_pool", "lease_ttl_seconds": 60, "tags": ["gpu"] },
            "tools": [{ "id": "search", "description": "Searches.", "input_schema": { "type": "object", "properties": { "n": { "type": "integer", "minimum": 1 } } } }],
            "mcp_servers": [{ "id": "files", "server_label": "files", "require_approval": "never", "server_url": "http://localhost:1" }],
            "metadata": { "team": "a", "count": 3, "share": 0.25, "live": true, "list": [1, "x"] }
          }
        }
        """;

    private static readonly ProjectSpec Expected = new("whole")
    {
        OwnerId = "team",
        GlobalSeed = 7,
        Storage = new SqliteStorageSpec { RootDir = "store", StoreItemPayloads = false, Compression = PayloadCompression.None },
        Execution = new ExecutionPolicy { MaxRetries = 1, BackoffFactor = 2.5, RetryableCodes = ["timeout", "own_code"] },
        Backend = new WorkerPoolBackendSpec { LeaseTtlSeconds = 60, Tags = ["gpu"] },
        Tools = [new ToolSpec("search", "Searches.") { InputSchema = JsonValue.Parse("""{"type":"object","properties":{"n":{"type":"integer","minimum":1}}}""") }],
        McpServers = [new McpServerSpec("files", "files", McpApproval.Never) { ServerUrl = "http://localhost:1" }],
        Metadata = new ValueMap<JsonValue>(new Dictionary<string, string> { ["team"] = "\"a\"", ["count"] = "3", ["share"] = "0.25", ["live"] = "true", ["list"] = "[1,\"x\"]" }
            .Select(static pair => KeyValuePair.Create(pair.Key, JsonValue.Parse(pair.Value)))),
    };

    [Fact]
    public void Project_has_the_members_of_its_file() => Assert.Equal(Expected, ReadJson(Whole).Project);

    [Fact]
    public void Members_and_choices_may_be_in_Pascal_case()
    {
        var options = Read(new()
        {
            ["Assay:Name"] = "pascal",
            ["Assay:GlobalSeed"] = "9",
            ["Assay:Storage:Kind"] = "Sqlite",
            ["Assay:Storage:RootDir"] = "x",
            ["Assay:Storage:Durability"] = "Full",
            ["Assay:Backend:Kind"] = "WorkerPool",
            ["Assay:Execution:RetryableCodes:0"] = "rate_limit",
        });

        Assert.Equal(
            new ProjectSpec("pascal")
            {
                GlobalSeed = 9,
                Storage = new SqliteStorageSpec { RootDir = "x", Durability = StoreDurability.Full },
                Backend = new WorkerPoolBackendSpec(),
                Execution = new ExecutionPolicy { RetryableCodes = ["rate_limit"] },
            },
            options.Project);
    }

    [Fact]
    public void Options_beside_the_project_are_read_too()
    {
        var options = Read(new() { ["Assay:Name"] = "p", ["Assay:StoreDirectory"] = "/stores", ["Assay:project_directory"] = "/project", ["Assay:ParallelCandidates"] = "2" });

        Assert.Equal(("/stores", "/project", 2), (options.StoreDirectory, options.ProjectDirectory, options.ParallelCandidates));
    }

    [Fact]
    public void Code_has_the_last_word()
    {
        var configuration = Configuration(new() { ["Assay:Name"] = "p", ["Assay:GlobalSeed"] = "1" });
        var services = new ServiceCollection().AddAssay(configuration.GetSection("Assay"), static options => options.Project = options.Project! with { GlobalSeed = 2 });
        using var provider = services.BuildServiceProvider();

        Assert.Equal(2, provider.GetRequiredService<IOptions<AssayOptions>>().Value.Project!.GlobalSeed);
    }

    [Fact]
    public void Every_wrong_value_is_one_problem_with_its_path()
    {
        var error = Assert.Throws<SpecValidationException>(static () => Read(new()
        {
            ["Assay:Name"] = "p",
            ["Assay:GlobalSeed"] = "many",
            ["Assay:Execution:MaxRetries"] = "1.5",
            ["Assay:Execution:MaxInFlight"] = "0",
            ["Assay:Execution:Unknown"] = "1",
            ["Assay:Storage:StoreItemPayloads"] = "perhaps",
            ["Assay:Storage:Compression"] = "gzip",
            ["Assay:Backend:Kind"] = "cloud",
            ["Assay:Tools"] = "search",
            ["Assay:ParallelCandidates"] = "0",
        }));

        Assert.All(error.Problems, static problem => Assert.Equal((ErrorCode.SchemaMismatch, null, null), (problem.Code, problem.Line, problem.Column)));
        Assert.Equal(
            ["Backend:Kind", "Execution:MaxInFlight", "Execution:MaxRetries", "Execution:Unknown", "GlobalSeed", "ParallelCandidates", "Storage:Compression", "Storage:StoreItemPayloads", "Tools"],
            error.Problems.Select(static problem => problem.File!["configuration 'Assay:".Length..^1]).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["backend.kind", "execution.max_in_flight", "execution.max_retries", "execution.Unknown", "global_seed", "parallel_candidates", "storage.compression", "storage.store_item_payloads", "tools"],
            error.Problems.Select(static problem => problem.Path).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Contains(error.Problems, static problem => problem.Message == "Expected a whole number; found the text 'many'.");
    }

    [Fact]
    public void What_is_missing_is_told_with_the_key_of_where_it_should_be()
    {
        var error = Assert.Throws<SpecValidationException>(static () => Read(new() { ["Assay:Name"] = "p", ["Assay:Tools:0:Id"] = "search" }));

        var problem = Assert.Single(error.Problems);
        Assert.StartsWith("tools[0]", problem.Path, StringComparison.Ordinal);
        Assert.Equal("configuration 'Assay:Tools:0'", problem.File);
    }

    [Fact]
    public void Member_in_two_spellings_is_a_problem()
    {
        var error = Assert.Throws<SpecValidationException>(static () => Read(new() { ["Assay:Name"] = "p", ["Assay:GlobalSeed"] = "1", ["Assay:global_seed"] = "2" }));

        Assert.Equal("global_seed", Assert.Single(error.Problems).Path);
    }

    [Fact]
    public void Empty_lists_and_objects_are_empty()
    {
        var project = ReadJson("""{ "Assay": { "name": "p", "tools": [], "metadata": {}, "execution": {} } }""").Project;

        Assert.Equal(new ProjectSpec("p"), project);
    }

    [Fact]
    public void Null_leaves_a_member_that_may_be_absent_at_its_default()
    {
        Assert.Equal(new ProjectSpec("p"), ReadJson("""{ "Assay": { "name": "p", "owner_id": null } }""").Project);
        Assert.Equal("global_seed", Assert.Single(Assert.Throws<SpecValidationException>(static () => ReadJson("""{ "Assay": { "name": "p", "global_seed": null } }""")).Problems).Path);
    }

    [Fact]
    public void Section_without_a_project_leaves_it_to_code() => Assert.Null(Read(new() { ["Assay:StoreDirectory"] = "x" }).Project);

    private static AssayOptions ReadJson(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return ReadFrom(new ConfigurationBuilder().AddJsonStream(stream).Build());
    }

    private static AssayOptions Read(Dictionary<string, string?> values) => ReadFrom(Configuration(values));

    private static AssayOptions ReadFrom(IConfiguration configuration)
    {
        using var provider = new ServiceCollection().AddAssay(configuration.GetSection("Assay")).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<AssayOptions>>().Value;
    }

    private static IConfigurationRoot Configuration(Dictionary<string, string?> values) => new ConfigurationBuilder().AddInMemoryCollection(values).Build();
}
