using System.Text.Json;
using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of projects.</summary>
internal static class ProjectRules
{
    public static void Check(RuleBook rules, ProjectSpec project)
    {
        rules.Id("name", project.Name, "project name");
        if (project.OwnerId is not null)
            rules.Text("owner_id", project.OwnerId, "owner id");
        CheckStorage(rules, project.Storage);
        CheckExecution(rules, project.Execution);
        CheckBackend(rules, project.Backend);
        CheckTools(rules, project.Tools);
        CheckServers(rules, project.McpServers);
        McpRules.Check(rules, project);
        CheckPrices(rules, project.Prices);
        CheckBudget(rules, project);
        ProviderRules.Check(rules, project.Providers);
        JudgeRules.Check(rules, project.Judges);
        foreach (var key in project.Metadata.Keys)
            rules.Text(SpecPath.At("metadata", key), key, "key");
    }

    private static void CheckStorage(RuleBook rules, StorageSpec storage)
    {
        rules.Defined("storage.compression", storage.Compression);
        rules.Defined("storage.durability", storage.Durability);
        if (storage is SqliteStorageSpec sqlite)
            rules.Text("storage.root_dir", sqlite.RootDir, "folder of the store");
        if (storage is PostgresStorageSpec postgres)
        {
            rules.Text("storage.connection", postgres.Connection, "connection string");
            rules.Text("storage.blob_root", postgres.BlobRoot, "folder of large payloads");
        }
    }

    private static void CheckExecution(RuleBook rules, ExecutionPolicy policy)
    {
        rules.Range("execution.max_retries", policy.MaxRetries, 0, 100);
        rules.Range("execution.backoff_factor", policy.BackoffFactor, 1, 10);
        rules.Range("execution.circuit_breaker_threshold", policy.CircuitBreakerThreshold, 1);
        rules.Range("execution.max_in_flight", policy.MaxInFlight, 1, 100_000);
        rules.Range("execution.parallelism", policy.Parallelism, 1, 1_024);
        const string Codes = "execution.retryable_codes";
        rules.Unique(Codes, policy.RetryableCodes, "error code", member: null);
        foreach (var (index, code) in policy.RetryableCodes.Index())
        {
            var isCode = !string.IsNullOrEmpty(code) && code.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
            rules.Require(isCode, SpecPath.At(Codes, index), $"'{code}' is no error code; codes are lower-case words joined by underscores, such as rate_limit.");
        }
    }

    private static void CheckBackend(RuleBook rules, ExecutionBackendSpec backend)
    {
        switch (backend)
        {
            case WorkerPoolBackendSpec pool:
                rules.Range("backend.poll_seconds", pool.PollSeconds, 0, leastIsExcluded: true);
                rules.Range("backend.lease_ttl_seconds", pool.LeaseTtlSeconds, 0, leastIsExcluded: true);
                rules.Require(!(pool.LeaseTtlSeconds <= pool.PollSeconds), "backend.lease_ttl_seconds", "A lease must be longer than the poll, or it ends before it is renewed; lengthen it.");
                rules.Texts("backend.tags", pool.Tags, "tag");
                break;
            case BatchBackendSpec batch:
                rules.PluginId("backend.provider", batch.Provider, "provider");
                rules.Range("backend.poll_seconds", batch.PollSeconds, 0, leastIsExcluded: true);
                rules.Range("backend.max_items", batch.MaxItems, 1, 1_000_000);
                rules.Range("backend.max_bytes", batch.MaxBytes, 1_000, 1_000_000_000);
                break;
            default:
                break;
        }
    }

    /// <summary>The rules of tools.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="tools">The tools.</param>
    /// <param name="list">The path of the list.</param>
    public static void CheckTools(RuleBook rules, ValueList<ToolSpec> tools, string list = "tools")
    {
        rules.Unique(list, tools.Select(static tool => tool.Id), "tool id");
        foreach (var (index, tool) in tools.Index())
        {
            var path = SpecPath.At(list, index);
            rules.Id(SpecPath.At(path, "id"), tool.Id, "tool id");
            rules.Require(!string.IsNullOrWhiteSpace(tool.Description), SpecPath.At(path, "description"), "The tool has no description; tell the model what it does.");
            rules.Require(tool.InputSchema?.Element.ValueKind is null or JsonValueKind.Object, SpecPath.At(path, "input_schema"), "A tool's schema is a JSON object; give one, or leave it out.");
        }
    }

    private static void CheckPrices(RuleBook rules, ValueList<PriceSpec> prices)
    {
        const string List = "prices";
        rules.Unique(List, prices.Select(static price => price.Model), "model", member: "model");
        foreach (var (index, price) in prices.Index())
        {
            var path = SpecPath.At(List, index);
            rules.Text(SpecPath.At(path, "model"), price.Model, "model");
            rules.Range(SpecPath.At(path, "input_per_million"), price.InputPerMillion, 0);
            rules.Range(SpecPath.At(path, "output_per_million"), price.OutputPerMillion, 0);
            rules.Range(SpecPath.At(path, "cached_input_per_million"), price.CachedInputPerMillion, 0);
            rules.Range(SpecPath.At(path, "batch_factor"), price.BatchFactor, 0, 1);
        }
    }

    private static void CheckBudget(RuleBook rules, ProjectSpec project)
    {
        if (project.Budget is not { } budget)
            return;
        rules.Range("budget.cost", budget.Cost, 0, leastIsExcluded: true);
        rules.Range("budget.tokens", budget.Tokens, 1);
        rules.Range("budget.minutes", budget.Minutes, 0, 525_600, leastIsExcluded: true);
        rules.Require(budget.Cost is null || project.Prices.Count > 0, "budget.cost", "The budget is money, and the project has no prices; add [[prices]], or give the budget in tokens or minutes.");
    }

    private static void CheckServers(RuleBook rules, ValueList<McpServerSpec> servers)
    {
        const string List = "mcp_servers";
        rules.Unique(List, servers.Select(static server => server.Id), "MCP server id");
        foreach (var (index, server) in servers.Index())
        {
            var path = SpecPath.At(List, index);
            rules.Id(SpecPath.At(path, "id"), server.Id, "MCP server id");
            rules.Text(SpecPath.At(path, "server_label"), server.ServerLabel, "server label");
            rules.Defined(SpecPath.At(path, "require_approval"), server.RequireApproval);
            rules.Require((server.ServerUrl is null) != (server.ConnectorId is null), path, "An MCP server has either a server_url or a connector_id; give exactly one.");
            if (server.ServerUrl is not null)
            {
                var isAddress = Uri.TryCreate(server.ServerUrl, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
                rules.Require(isAddress, SpecPath.At(path, "server_url"), $"'{server.ServerUrl}' is no http or https address; give a whole one.");
            }

            if (server.ConnectorId is not null)
                rules.Text(SpecPath.At(path, "connector_id"), server.ConnectorId, "connector id");
            rules.Texts(SpecPath.At(path, "allowed_tools"), server.AllowedTools, "tool");
            if (server.AuthorizationSecret is not null)
                rules.Text(SpecPath.At(path, "authorization_secret"), server.AuthorizationSecret, "name of a secret");
        }
    }
}
