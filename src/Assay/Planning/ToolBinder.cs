using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Finds the tools and MCP servers that tasks name; those that nobody declares are left to the <see cref="CompatibilityChecker"/>.</summary>
internal static class ToolBinder
{
    /// <summary>The tools and servers of a task, in order.</summary>
    public static (ValueList<ToolSpec> Tools, ValueList<McpServerSpec> Servers) Bind(PlanSource source, TaskSpec task) => (
        task.Tools.Count == 0 ? [] : ValueList.From(task.Tools.Select(id => FindTool(source, id)).OfType<ToolSpec>()),
        task.McpServers.Count == 0 ? [] : ValueList.From(task.McpServers.Select(id => FindServer(source, id)).OfType<McpServerSpec>()));

    /// <summary>A tool that the project declares, or that is registered with its spec; null where there is none.</summary>
    public static ToolSpec? FindTool(PlanSource source, string id) =>
        source.Project.Tools.FirstOrDefault(tool => tool.Id == id) ?? (source.Plugins.TryGetToolSpec(id, out var tool) ? tool : null);

    /// <summary>A server that the project declares; null where there is none.</summary>
    public static McpServerSpec? FindServer(PlanSource source, string id) => source.Project.McpServers.FirstOrDefault(server => server.Id == id);

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
}
