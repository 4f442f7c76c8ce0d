using System.Globalization;
using Assay.AI.Messages;
using Assay.Contracts;
using Assay.Errors;
using Microsoft.Extensions.AI;

namespace Assay.AI.Tools;

/// <summary>Calls the handlers of tools; what goes wrong with a call is told to the model, which may try again.</summary>
/// <param name="timeout">How long one call may take.</param>
/// <param name="time">The clock.</param>
internal sealed class ToolCaller(TimeSpan timeout, TimeProvider time)
{
    /// <summary>Handles one call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">What the engine was asked.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What the model reads.</returns>
    /// <exception cref="EngineException">
    /// The tool was declared and nobody handles it: <see cref="ErrorCode.PluginUnknown"/>; or the server that has it is gone: <see cref="ErrorCode.ToolServerLost"/>.
    /// </exception>
    public async ValueTask<string> CallAsync(FunctionCallContent call, EngineRequest request, CancellationToken cancellationToken)
    {
        if (!request.Tools.Any(tool => tool.Id == call.Name))
            return $"Error: There is no tool '{call.Name}'. {(request.Tools.Count == 0 ? "There are none." : $"Call one of: {string.Join(", ", request.Tools.Select(static tool => tool.Id))}.")}";
        if (!request.Runtime.ToolHandlers.TryGetValue(call.Name, out var handler))
            throw new EngineException(ErrorCode.PluginUnknown, $"The model called the tool '{call.Name}', which has no handler; register one, or give it in the runtime context.");
        if (ChatReply.ArgumentsOf(call) is not { } arguments)
            return "Error: The arguments are no JSON object. Write them as the tool's schema says.";

        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await handler.InvokeAsync(arguments, request, either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Error: The tool did not answer within {timeout.TotalSeconds:0.###} s.");
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.ToolServerLost)
        {
            throw;
        }
        catch (AssayException exception)
        {
            return $"Error: {string.Join(' ', exception.Problems.Select(static problem => problem.Message))}";
        }
        catch (Exception exception)
        {
            return $"Error: {exception.Message}";
        }
    }
}
