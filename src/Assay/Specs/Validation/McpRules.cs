using Assay.Specs.Serialization;

namespace Assay.Specs.Validation;

/// <summary>The rules of the MCP servers that runs reach by themselves.</summary>
internal static class McpRules
{
    private const double Day = 86_400;

    public static void Check(RuleBook rules, ProjectSpec project)
    {
        foreach (var (id, server) in project.Mcp)
        {
            var path = SpecPath.At("mcp", id);
            rules.Id(path, id, "MCP server id");
            rules.Require(project.McpServers.All(other => other.Id != id), path, $"The MCP server '{id}' stands among mcp_servers too; give one of them another id.");
            CheckWay(rules, path, server);
            ProviderRules.CheckValues(rules, SpecPath.At(path, "env"), server.Env, "variable");
            ProviderRules.CheckAddress(rules, SpecPath.At(path, "url"), server.Url);
            ProviderRules.CheckHeaders(rules, SpecPath.At(path, "headers"), server.Headers);
            if (server.Version is not null)
                rules.Text(SpecPath.At(path, "version"), server.Version, "version");
            ProjectRules.CheckTools(rules, server.Tools, SpecPath.At(path, "tools"));
            rules.Texts(SpecPath.At(path, "allowed_tools"), server.AllowedTools, "tool");
            rules.Range(SpecPath.At(path, "start_timeout_seconds"), server.StartTimeoutSeconds, 0, Day, leastIsExcluded: true);
            rules.Range(SpecPath.At(path, "tool_timeout_seconds"), server.ToolTimeoutSeconds, 0, Day, leastIsExcluded: true);
        }
    }

    private static void CheckWay(RuleBook rules, string path, McpSpec server)
    {
        rules.Require((server.Command is null) != (server.Url is null), path, "An MCP server has either a command or a url; give exactly one.");
        if (server.Command is not null)
            rules.Text(SpecPath.At(path, "command"), server.Command, "command");
        if (server.WorkingDirectory is not null)
            rules.Text(SpecPath.At(path, "working_directory"), server.WorkingDirectory, "working directory");
        var isProgram = server.Command is not null || server.Url is null;
        rules.Require(isProgram || server.Args.Count == 0, SpecPath.At(path, "args"), "Arguments belong to a command, and this server has a url; remove them.");
        rules.Require(isProgram || server.Env.Count == 0, SpecPath.At(path, "env"), "Variables belong to a command, and this server has a url; send headers, or remove them.");
        rules.Require(server.Command is null || server.Headers.Count == 0, SpecPath.At(path, "headers"), "Headers belong to a url, and this server has a command; give variables in env, or remove them.");
    }
}
