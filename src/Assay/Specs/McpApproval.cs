namespace Assay.Specs;

/// <summary>Whether calls of an MCP server's tools wait for approval.</summary>
public enum McpApproval
{
    /// <summary>Each call waits.</summary>
    Always,

    /// <summary>No call waits.</summary>
    Never,
}
