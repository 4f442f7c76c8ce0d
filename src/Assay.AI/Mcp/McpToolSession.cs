using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Runtime;
using Assay.Specs;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Assay.AI;

/// <summary>A connection to an MCP server.</summary>
/// <param name="server">The server's id.</param>
/// <param name="client">The connection, which the session owns.</param>
/// <param name="tools">What models are told of.</param>
/// <param name="timeout">How long one call may take.</param>
/// <param name="time">The clock.</param>
/// <param name="redactor">Takes the server's secrets out of what it says.</param>
internal sealed class McpToolSession(string server, McpClient client, IReadOnlyList<ToolSpec> tools, TimeSpan timeout, TimeProvider time, SecretRedactor redactor) : IToolSession
{
    /// <inheritdoc/>
    public IReadOnlyList<ToolSpec> Tools { get; } = tools;

    /// <inheritdoc/>
    public async ValueTask<string> CallAsync(string tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new AssayException(ErrorCode.ToolArgumentInvalid, $"The arguments of '{tool}' are no object; give one as the tool's schema says.");
        var given = arguments.EnumerateObject().ToDictionary(static member => member.Name, static member => (object?)member.Value, StringComparer.Ordinal);
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var calling = client.CallToolAsync(tool, given, progress: null, options: null, either.Token).AsTask();
            await Task.WhenAny(calling, client.Completion).WaitAsync(either.Token);
            if (!calling.IsCompleted)
                throw Lost("it ended");
            var result = await calling;
            var text = redactor.Redact(TextOf(result));
            return result.IsError == true ? throw new AssayException(ErrorCode.ToolFailed, text.Length > 0 ? text : $"The tool '{tool}' failed, and does not say why.") : text;
        }
        catch (AssayException)
        {
            throw;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new AssayException(ErrorCode.ToolTimeout, FormattableString.Invariant($"The tool '{tool}' of the MCP server '{server}' did not answer within {timeout.TotalSeconds:0.###} s."));
        }
        catch (McpProtocolException exception) when (!client.Completion.IsCompleted)
        {
            throw new AssayException(ErrorCode.ToolFailed, redactor.Redact(exception.Message));
        }
        catch (Exception exception)
        {
            throw Lost(redactor.Redact(McpFaults.Describe(exception)));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => client.DisposeAsync();

    /// <summary>What the model reads: the texts, each on a line of its own; what has none as the protocol's JSON.</summary>
    private static string TextOf(CallToolResult result) => result.Content.Count == 0 && result.StructuredContent is { } structured
        ? structured.GetRawText()
        : string.Join('\n', result.Content.Select(static block => block is TextContentBlock text ? text.Text : JsonSerializer.Serialize(block, McpJsonUtilities.DefaultOptions)));

    private EngineException Lost(string why) => new(ErrorCode.ToolServerLost, $"The MCP server '{server}' went away: {why}. Run again once it stays up.");
}
