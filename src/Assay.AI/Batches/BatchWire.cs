using System.Net.Http.Headers;
using System.Text.Json;
using Assay.AI.Faults;
using Assay.Errors;
using Assay.Runtime;

namespace Assay.AI.Batches;

/// <summary>Sends what batches need, and says with a stable code what went wrong.</summary>
/// <param name="engine">The engine's id.</param>
/// <param name="connection">How the provider is reached.</param>
/// <param name="options">The clock, secrets, and how long one call may take.</param>
internal sealed class BatchWire(string engine, ProviderConnection connection, ChatEngineOptions options)
{
    private readonly FaultReader faults = new(engine, options.Time);
    private readonly SecretRedactor redactor = new(options.Secrets);

    /// <summary>Asks for JSON.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path below the provider's address.</param>
    /// <param name="content">What is sent; null for nothing.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The answer; null where the provider knows nothing of the sort (404).</returns>
    /// <exception cref="EngineException">It was not reached, refused, or answered something else.</exception>
    public async ValueTask<JsonElement?> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        return await SendAsync<JsonElement?>(method, path, content, HttpCompletionOption.ResponseContentRead, static async (response, token) =>
        {
            using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(token), cancellationToken: token);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("it is no object");
        }, cancellationToken);
    }

    /// <summary>Reads a file into a stream.</summary>
    /// <returns>Whether there is such a file.</returns>
    /// <exception cref="EngineException">The provider was not reached, refused, or broke off.</exception>
    public async ValueTask<bool> ReadAsync(string path, Stream destination, CancellationToken cancellationToken) =>
        await SendAsync<bool?>(HttpMethod.Get, path, null, HttpCompletionOption.ResponseHeadersRead, async (response, token) =>
        {
            await response.Content.CopyToAsync(destination, token);
            return true;
        }, cancellationToken) == true;

    private async ValueTask<T?> SendAsync<T>(HttpMethod method, string path, HttpContent? content, HttpCompletionOption completion, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(method, new Uri($"{connection.Endpoint.ToString().TrimEnd('/')}/{path}")) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.RevealKey());
        var trace = connection.Handler.Begin();
        try
        {
            using var response = await connection.Http.SendAsync(request, completion, either.Token);
            if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
                return default;
            response.EnsureSuccessStatusCode();
            return await read(response, either.Token);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            throw faults.TimedOut(options.Timeout);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or JsonException)
        {
            throw faults.Read(exception, trace, redactor);
        }
    }
}
