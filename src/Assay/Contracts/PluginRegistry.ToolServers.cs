using System.Diagnostics.CodeAnalysis;
using Assay.Errors;

namespace Assay.Contracts;

/// <content>Servers of tools.</content>
public sealed partial class PluginRegistry
{
    private readonly PluginTable<IToolServer> toolServers;

    /// <summary>Registers a server of tools, which slices may name among their MCP servers.</summary>
    /// <exception cref="AssayException">A server of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.</exception>
    public PluginRegistry Add(IToolServer server) => Add(server, PluginOrigin.Instance);

    /// <summary>Registers the server that an <c>[McpServer]</c> property gives.</summary>
    /// <param name="id">The attribute's id.</param>
    /// <param name="member">The property, for messages.</param>
    /// <param name="server">The server.</param>
    /// <exception cref="AssayException">
    /// There is none, or it has another id: <see cref="ErrorCode.OptionInvalid"/>; or a server of that id is registered here: <see cref="ErrorCode.PluginDuplicate"/>.
    /// </exception>
    public PluginRegistry AddDeclared(string id, string member, IToolServer? server) => Add(Declared(id, member, server, server?.Id, "McpServer"));

    /// <summary>Finds a server of tools by id.</summary>
    public bool TryGetToolServer(string id, [NotNullWhen(true)] out IToolServer? server) =>
        toolServers.TryGet(id, out server) || (outer is not null && outer.TryGetToolServer(id, out server));

    internal PluginRegistry Add(IToolServer server, PluginOrigin origin)
    {
        toolServers.Add(server, origin);
        return this;
    }
}
