using Assay.Contracts;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Planning;

/// <summary>Finds the tools and MCP servers that tasks name; those that nobody declares are left to the <see cref="CompatibilityChecker"/>.</summary>
internal static class ToolBinder
{
    /// <summary>The tools and servers of a task, in order: the servers that providers reach, and those that the run reaches by itself.</summary>
    public static (ValueList<ToolSpec> Tools, ValueList<McpServerSpec> Servers, IReadOnlyList<IToolServer> Reached) Bind(PlanSource source, TaskSpec task)
    {
        IReadOnlyList<IToolServer> reached = task.McpServers.Count == 0 ? [] : [.. task.McpServers.Select(id => FindToolServer(source, id)).OfType<IToolServer>()];
        return (
            task.Tools.Count == 0 ? [] : ValueList.From(task.Tools.Select(id => FindTool(source, id)).OfType<ToolSpec>()),
            task.McpServers.Count == reached.Count ? [] : ValueList.From(task.McpServers.Where(id => FindToolServer(source, id) is null).Select(id => FindServer(source, id)).OfType<McpServerSpec>()),
            reached);
    }

    /// <summary>A tool that the project declares, or that is registered with its spec; null where there is none.</summary>
    public static ToolSpec? FindTool(PlanSource source, string id) =>
        source.Project.Tools.FirstOrDefault(tool => tool.Id == id) ?? (source.Plugins.TryGetToolSpec(id, out var tool) ? tool : null);

    /// <summary>A server that the project declares and that providers reach; null where there is none.</summary>
    public static McpServerSpec? FindServer(PlanSource source, string id) => source.Project.McpServers.FirstOrDefault(server => server.Id == id);

    /// <summary>A server that the run reaches by itself: one that is registered, or configured in the project; null where there is none.</summary>
    public static IToolServer? FindToolServer(PlanSource source, string id) => source.Plugins.TryGetToolServer(id, out var server) ? server : null;

    /// <summary>What tools and servers contribute to a generation's identity: what the model is told of them, not how a call is authorised or where a server is that the run reaches; null when there are none.</summary>
    public static Hash128? IdentityOf(ValueList<ToolSpec> tools, ValueList<McpServerSpec> servers, IReadOnlyList<IToolServer> reached)
    {
        if (tools.Count == 0 && servers.Count == 0 && reached.Count == 0)
            return null;
        var digest = new Digest("tools/1", stackalloc byte[512]);
        digest.Add(tools.Count);
        foreach (var tool in tools)
            digest.Add(SpecJson.Write(tool));
        foreach (var server in servers)
            digest.Add(SpecJson.Write(server with { AuthorizationSecret = null }));
        foreach (var server in reached)
        {
            digest.Add("tool_server/1");
            digest.Add(server.Id);
            digest.Add(server.Version);
            digest.Add(server.Tools.Count);
            foreach (var tool in server.Tools)
                digest.Add(SpecJson.Write(tool));
        }

        return digest.Finish();
    }
}
