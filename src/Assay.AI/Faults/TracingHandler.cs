namespace Assay.AI.Faults;

/// <summary>Writes what is seen of a call into the trace that the caller has begun.</summary>
/// <param name="time">The clock.</param>
/// <param name="inner">Sends.</param>
internal sealed class TracingHandler(TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int LongestError = 64 * 1024;

    private static readonly string[] RequestIdHeaders = ["x-request-id", "request-id", "apim-request-id"];

    private readonly AsyncLocal<HttpTrace?> current = new();

    /// <summary>Begins a trace of what the current flow sends.</summary>
    public HttpTrace Begin() => current.Value = new HttpTrace();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (current.Value is { } trace)
        {
            trace.Status = (int)response.StatusCode;
            trace.RetryAfter = RetryAfterHeader.Read(name => ValueOf(response, name), time.GetUtcNow());
            trace.RequestId = RequestIdHeaders.Select(name => ValueOf(response, name)).FirstOrDefault(static id => id is not null);
            if (!response.IsSuccessStatusCode)
                trace.ErrorBody = await ReadErrorAsync(response, cancellationToken);
        }

        return response;
    }

    private static string? ValueOf(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static async Task<string?> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestError, cancellationToken);
            return await response.Content.ReadAsStringAsync(cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Longer than an error's words are, or cut off: the status says enough.
            response.Content.Dispose();
            response.Content = new ByteArrayContent([]);
            return null;
        }
    }
}
