using System.Diagnostics.CodeAnalysis;

namespace Assay.Specs;

/// <summary>
/// An MCP server that runs reach by themselves, to offer its tools to models whatever their provider: a process that is started, or an
/// address. How it is reached is never part of identity; its id, <see cref="Version"/>, <see cref="Tools"/> and <see cref="AllowedTools"/> are.
/// </summary>
public sealed record McpSpec
{
    /// <summary>The program to start, which speaks over its standard input and output; null where an <see cref="Url"/> is given.</summary>
    public string? Command { get; init; }

    /// <summary>The program's arguments.</summary>
    public ValueList<string> Args { get; init; } = [];

    /// <summary>Environment variables of the program, besides the few that every program needs; a value <c>env:NAME</c> is read from this process's environment. One that authorises must be.</summary>
    public ValueMap<string> Env { get; init; } = ValueMap<string>.Empty;

    /// <summary>The folder in which the program starts, absolute or relative to the project's; null, the default, for the project's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The server's address, http or https; null where a <see cref="Command"/> is given.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "A spec holds what a file says, valid or not; the validator judges it.")]
    public string? Url { get; init; }

    /// <summary>Headers that are sent to the address; a value <c>env:NAME</c> is read from the environment. One that authorises must be.</summary>
    public ValueMap<string> Headers { get; init; } = ValueMap<string>.Empty;

    /// <summary>The version of what the server offers, part of every generation's identity: raise it when its tools change; null, the default, for none.</summary>
    public string? Version { get; init; }

    /// <summary>
    /// The tools as they are expected, part of every generation's identity: the server must offer each with this description and schema, and
    /// no other is offered to models. Empty, the default, takes whatever the server offers.
    /// </summary>
    public ValueList<ToolSpec> Tools { get; init; } = [];

    /// <summary>The tools that models may call, of those that the server offers; empty, the default, for all.</summary>
    public ValueList<string> AllowedTools { get; init; } = [];

    /// <summary>How long the server may take to start and to say what it offers, in seconds, above 0 and at most 86,400; 30 by default.</summary>
    public double StartTimeoutSeconds { get; init; } = 30;

    /// <summary>How long one call of a tool may take, in seconds, above 0 and at most 86,400; 60 by default.</summary>
    public double ToolTimeoutSeconds { get; init; } = 60;
}
