using Assay.Errors;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>Makes servers of tools of the MCP servers that a project configures; a factory of engines that implements it too is asked.</summary>
public interface IToolServerFactory
{
    /// <summary>Makes a server. Connects to nothing.</summary>
    /// <param name="id">The server's id: what slices name.</param>
    /// <param name="spec">How it is reached.</param>
    /// <param name="projectDirectory">The folder against which relative paths are resolved.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="AssayException">The spec lacks what it needs: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    IToolServer CreateToolServer(string id, McpSpec spec, string projectDirectory, TimeProvider time);
}
