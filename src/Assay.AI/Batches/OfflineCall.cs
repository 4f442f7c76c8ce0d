using System.Net;

namespace Assay.AI.Batches;

/// <summary>One call that is not sent: what would have been sent is kept, and what came back by other ways is given as its answer.</summary>
internal sealed class OfflineCall
{
    /// <summary>What would have been sent; null while nothing was.</summary>
    public byte[]? Body { get; set; }

    /// <summary>The answer's status.</summary>
    public int Status { get; init; }

    /// <summary>The answer's body; null where there is none and the call ends once its request is known.</summary>
    public string? Answer { get; init; }

    /// <summary>The provider's name for the request; null where it has none.</summary>
    public string? RequestId { get; init; }
}

/// <summary>Answers the calls of the current flow without a network.</summary>
internal sealed class OfflineHandler : HttpMessageHandler
{
    private readonly AsyncLocal<OfflineCall?> current = new();

    /// <summary>Begins a call of the current flow.</summary>
    public void Begin(OfflineCall call) => current.Value = call;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = current.Value ?? throw new InvalidOperationException("No call was begun.");
        call.Body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        if (call.Answer is null)
            throw new HttpRequestException("The request is written, and not sent.");
        var response = new HttpResponseMessage((HttpStatusCode)call.Status)
        {
            Content = new StringContent(call.Answer, System.Text.Encoding.UTF8, "application/json"),
            RequestMessage = request,
        };
        if (call.RequestId is { } id)
            response.Headers.TryAddWithoutValidation("x-request-id", id);
        return response;
    }
}
