namespace Assay.Generators.Models;

/// <summary>One <c>[McpServer]</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Member">The property, for messages.</param>
/// <param name="Access">The expression that gives it.</param>
internal sealed record ToolServerModel(string Id, string Member, string Access);
