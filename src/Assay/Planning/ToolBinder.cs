using System.Globalization;
using Assay.Errors;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Finds the tools and MCP servers that tasks name.</summary>
/// <param name="source">The experiment and its project.</param>
internal sealed class ToolBinder(PlanSource source)
{
    /// <summary>Binds a task's tools; unknown ids are added to the problems.</summary>
    public (ValueList<ToolSpec> Tools, ValueList<McpServerSpec> Servers) Bind(TaskSpec task, string path, List<Problem> problems) => (
        Find(task.Tools, source.Project.Tools, static tool => tool.Id, $"{path}tools", "tool", problems),
        Find(task.McpServers, source.Project.McpServers, static server => server.Id, $"{path}mcp_servers", "MCP server", problems));

    /// <summary>What tools and servers contribute to a generation's identity: what the model is told of them, not how a call is authorised; null when there are none.</summary>
    public static Hash128? IdentityOf(ValueList<ToolSpec> tools, ValueList<McpServerSpec> servers)
    {
        if (tools.Count == 0 && servers.Count == 0)
            return null;
        var digest = new Digest("tools/1", stackalloc byte[512]);
        digest.Add(tools.Count);
        foreach (var tool in tools)
            digest.Add(SpecJson.Write(tool));
        foreach (var server in servers)
            digest.Add(SpecJson.Write(server with { AuthorizationSecret = null }));
        return digest.Finish();
    }

    private static ValueList<T> Find<T>(ValueList<string> ids, ValueList<T> known, Func<T, string> idOf, string path, string kind, List<Problem> problems)
        where T : class
    {
        if (ids.Count == 0)
            return [];
        var found = new List<T>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            if (known.FirstOrDefault(one => idOf(one) == ids[i]) is { } one)
                found.Add(one);
            else
                problems.Add(new Problem(ErrorCode.PluginUnknown, $"There is no {kind} '{ids[i]}'; declare it in the project, or remove the name.") { Path = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]") });
        }

        return ValueList.From(found);
    }
}
