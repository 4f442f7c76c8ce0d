namespace Assay;

/// <summary>
/// Declares an MCP server on a static property of type <see cref="Contracts.IToolServer"/>: models may call its tools in the slices that name it
/// in <c>McpServers</c>. Its version is its own.
/// </summary>
/// <param name="id">The server's id; unique within the benchmark.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = false)]
public sealed class McpServerAttribute(string id) : Attribute
{
    /// <summary>The id.</summary>
    public string Id { get; } = id;
}
