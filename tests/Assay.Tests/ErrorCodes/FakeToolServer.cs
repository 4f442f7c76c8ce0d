using System.Text.Json;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.ErrorCodes;

/// <summary>A server of one tool, <c>look</c>.</summary>
internal sealed class FakeToolServer : IToolServer
{
    private int connections;
    private int disposals;

    public string Id => "desk";

    public string Version { get; init; } = "1";

    /// <summary>Called before a connection is made.</summary>
    public Action Connect { get; init; } = static () => { };

    /// <summary>What it says of its tool.</summary>
    public string Description { get; init; } = "Looks.";

    /// <summary>Answers a call.</summary>
    public Func<string> Call { get; init; } = static () => "here";

    /// <summary>How often it was connected to.</summary>
    public int Connections => connections;

    /// <summary>How many connections were ended.</summary>
    public int Disposals => disposals;

    public ValueTask<IToolSession> ConnectAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref connections);
        Connect();
        return ValueTask.FromResult<IToolSession>(new Session(this));
    }

    private sealed class Session(FakeToolServer server) : IToolSession
    {
        public IReadOnlyList<ToolSpec> Tools => [new ToolSpec("look", server.Description)];

        public ValueTask<string> CallAsync(string tool, JsonElement arguments, CancellationToken cancellationToken) => ValueTask.FromResult(server.Call());

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref server.disposals);
            return ValueTask.CompletedTask;
        }
    }
}
