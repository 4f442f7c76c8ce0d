using System.Text.Json;
using Assay.Errors;
using Assay.Specs;

namespace Assay.Contracts;

/// <summary>A connection to a server of tools. Called concurrently; must be safe for that.</summary>
public interface IToolSession : IAsyncDisposable
{
    /// <summary>The tools that it offers, in the server's order.</summary>
    IReadOnlyList<ToolSpec> Tools { get; }

    /// <summary>Calls a tool.</summary>
    /// <param name="tool">The id of one of <see cref="Tools"/>.</param>
    /// <param name="arguments">The arguments as the model gave them.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The result as text or JSON, which the model reads.</returns>
    /// <exception cref="AssayException">
    /// The tool failed: <see cref="ErrorCode.ToolFailed"/>, or took too long: <see cref="ErrorCode.ToolTimeout"/>, of which the model is told; or the
    /// server is gone: <see cref="ErrorCode.ToolServerLost"/>, which fails the generation, and has the next one connect anew.
    /// </exception>
    ValueTask<string> CallAsync(string tool, JsonElement arguments, CancellationToken cancellationToken);
}
