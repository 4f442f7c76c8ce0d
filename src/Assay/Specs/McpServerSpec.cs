using System.Diagnostics.CodeAnalysis;

namespace Assay.Specs;

/// <summary>An MCP server whose tools models may call; it has either a <see cref="ServerUrl"/> or a <see cref="ConnectorId"/>.</summary>
/// <param name="Id">Unique within the project.</param>
/// <param name="ServerLabel">What the model is told that it is called.</param>
/// <param name="RequireApproval">Whether calls wait for approval.</param>
public sealed record McpServerSpec(string Id, string ServerLabel, McpApproval RequireApproval)
{
    /// <summary>The server's address, http or https; null where a connector is named.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "A spec holds what a file says, valid or not; the validator judges it.")]
    public string? ServerUrl { get; init; }

    /// <summary>The provider's connector; null where an address is given.</summary>
    public string? ConnectorId { get; init; }

    /// <summary>The tools that may be called; empty for all.</summary>
    public ValueList<string> AllowedTools { get; init; } = [];

    /// <summary>The name of the secret that authorises calls, resolved when a run starts; null for none.</summary>
    public string? AuthorizationSecret { get; init; }
}
