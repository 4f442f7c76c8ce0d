using System.Collections.Concurrent;
using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Execution;

/// <summary>The connections of one run to servers of tools: one for each server, made when it is first needed, and again after one was lost.</summary>
/// <param name="watch">Told of what each server offers; null for nobody.</param>
internal sealed class ToolServers(ToolWatch? watch = null) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<IToolServer, Line> lines = new();
    private readonly CancellationTokenSource ended = new();

    /// <summary>What is wrong with what servers offer, though models may call it.</summary>
    public IReadOnlyList<Problem> Warnings => watch?.Warnings ?? [];

    /// <summary>What an engine is asked, with the servers' tools and their handlers.</summary>
    /// <param name="request">What it would be asked without them.</param>
    /// <param name="servers">The servers, in the slice's order.</param>
    /// <param name="observe">Stands around each handler; null for nothing.</param>
    /// <param name="cancellationToken">Stops the waiting; a connection that others wait for too goes on.</param>
    /// <exception cref="AssayException">A server cannot be reached, or two tools have one name.</exception>
    public async ValueTask<EngineRequest> ServeAsync(EngineRequest request, IReadOnlyList<IToolServer> servers, Func<IToolHandler, IToolHandler>? observe, CancellationToken cancellationToken)
    {
        var tools = new List<ToolSpec>(request.Tools);
        var handlers = new Dictionary<string, IToolHandler>(request.Runtime.ToolHandlers, StringComparer.Ordinal);
        foreach (var server in servers)
        {
            var line = lines.GetOrAdd(server, server => new Line(server, watch));
            var session = await line.OpenAsync(ended.Token).WaitAsync(cancellationToken);
            foreach (var tool in session.Tools)
            {
                if (tools.Exists(other => other.Id == tool.Id))
                    throw new EngineException(ErrorCode.PluginDuplicate, $"The server '{server.Id}' offers the tool '{tool.Id}', and so does something else that the slice names; leave one of them out, by allowed_tools say.");
                tools.Add(tool);
                if (handlers.ContainsKey(tool.Id))
                    continue;
                IToolHandler handler = new Handler(tool.Id, line, session);
                handlers.Add(tool.Id, observe is null ? handler : observe(handler));
            }
        }

        return request with { Tools = ValueList.From(tools), Runtime = request.Runtime.With(handlers) };
    }

    /// <summary>Ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        foreach (var line in lines.Values)
            await line.DisposeAsync();
        ended.Dispose();
    }

    /// <summary>One server's connection.</summary>
    private sealed class Line(IToolServer server, ToolWatch? watch) : IAsyncDisposable
    {
        private readonly Lock gate = new();
        private readonly ConcurrentBag<IToolSession> lost = [];
        private Task<IToolSession>? current;

        public string Version => server.Version;

        /// <summary>The connection; made anew where there is none, the last attempt failed or the last one was lost.</summary>
        public Task<IToolSession> OpenAsync(CancellationToken cancellationToken)
        {
            lock (gate)
            {
                if (current is null || current.IsFaulted || current.IsCanceled)
                    current = Task.Run(() => ConnectAsync(cancellationToken), cancellationToken);
                return current;
            }
        }

        private async Task<IToolSession> ConnectAsync(CancellationToken cancellationToken)
        {
            var session = await server.ConnectAsync(cancellationToken);
            try
            {
                if (watch is not null)
                    await watch.SeeAsync(server, session.Tools, cancellationToken);
                return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
        }

        public void Lose(IToolSession session)
        {
            lock (gate)
            {
                if (current is not { IsCompletedSuccessfully: true } || current.Result != session)
                    return;
                current = null;
            }

            lost.Add(session);
        }

        public async ValueTask DisposeAsync()
        {
            Task<IToolSession>? last;
            lock (gate)
                (last, current) = (current, null);
            if (last is not null)
            {
                await ((Task)last).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (last.IsCompletedSuccessfully)
                    lost.Add(await last);
            }

            foreach (var session in lost)
                await session.DisposeAsync();
        }
    }

    private sealed class Handler(string id, Line line, IToolSession session) : IToolHandler
    {
        public string Id { get; } = id;

        public string Version => line.Version;

        public async ValueTask<string> InvokeAsync(JsonElement arguments, EngineRequest request, CancellationToken cancellationToken)
        {
            try
            {
                return await session.CallAsync(Id, arguments, cancellationToken);
            }
            catch (AssayException exception) when (exception.Code == ErrorCode.ToolServerLost)
            {
                line.Lose(session);
                throw;
            }
        }
    }
}
