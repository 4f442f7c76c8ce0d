using System.Diagnostics.CodeAnalysis;

namespace Assay.StubProvider;

/// <summary>A call of a tool within an answer.</summary>
/// <param name="Id">What ties the result to it.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">The arguments as the model wrote them: JSON, or not.</param>
public sealed record StubToolCall(string Id, string Name, [StringSyntax(StringSyntaxAttribute.Json)] string Arguments);
