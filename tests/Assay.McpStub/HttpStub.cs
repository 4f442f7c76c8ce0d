using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Assay.McpStub;

/// <summary>The server over HTTP on loopback, at a port of its own.</summary>
public sealed class HttpStub : IAsyncDisposable
{
    private readonly WebApplication application;
    private int requests;

    private HttpStub(WebApplication application) => this.application = application;

    /// <summary>Where it is.</summary>
    public Uri Url => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>How many requests it had.</summary>
    public int Requests => requests;

    public static async Task<HttpStub> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddMcpServer().WithHttpTransport().WithTools<OrderTools>();
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        var stub = new HttpStub(application);
        application.Use((_, next) =>
        {
            Interlocked.Increment(ref stub.requests);
            return next();
        });
        application.MapMcp();
        await application.StartAsync(cancellationToken);
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await application.StopAsync(limit.Token);
        await application.DisposeAsync();
    }
}
