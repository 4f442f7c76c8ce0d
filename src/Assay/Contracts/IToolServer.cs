using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>
/// Offers tools of which it says itself what they are, such as an MCP server. Slices name it among their MCP servers; a run connects once,
/// when a model is first asked in such a slice, and ends the connection with itself.
/// </summary>
public interface IToolServer
{
    /// <summary>The id that slices name.</summary>
    string Id { get; }

    /// <summary>The version of what it offers; part of the identity of every generation that may call its tools. How it is reached must not take part.</summary>
    string Version { get; }

    /// <summary>The tools as they are expected, which take part in identity and which every session offers; empty where whatever it offers is taken.</summary>
    ValueList<ToolSpec> Tools => [];

    /// <summary>Keys and the like by which it is reached; taken out of whatever runs record and tell. Empty by default.</summary>
    IReadOnlyList<Secret> Secrets => [];

    /// <summary>Starts or reaches the server, and asks it for its tools.</summary>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <exception cref="AssayException">
    /// It cannot be reached, or says nothing in time: <see cref="ErrorCode.ToolServerUnavailable"/>; it does not offer what is expected:
    /// <see cref="ErrorCode.ToolServerChanged"/>; a secret is not set: <see cref="ErrorCode.SecretMissing"/>.
    /// </exception>
    ValueTask<IToolSession> ConnectAsync(CancellationToken cancellationToken);
}
