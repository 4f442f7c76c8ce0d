namespace Assay.AI;

/// <summary>Sends a provider's headers along, and no key where it has none.</summary>
/// <param name="headers">The headers with their values.</param>
/// <param name="removesKey">Whether the client's own key is only a stand-in.</param>
/// <param name="inner">Sends.</param>
internal sealed class HeaderHandler(Func<IReadOnlyDictionary<string, string>> headers, bool removesKey, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (removesKey)
        {
            request.Headers.Remove("Authorization");
            request.Headers.Remove("x-api-key");
        }

        foreach (var (name, value) in headers())
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
