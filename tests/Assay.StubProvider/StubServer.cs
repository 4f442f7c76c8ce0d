using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.StubProvider;

/// <summary>
/// A provider of chat models on loopback, in the form of OpenAI's HTTP interface (plain and streamed completions, calls of tools,
/// structured outputs, embeddings, files and batches) and of Anthropic's (<c>/v1/messages</c>), with faults on demand. It records what it is asked and counts where its limit is exceeded.
/// </summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StubOptions options;
    private readonly ConcurrentQueue<StubRequest> requests = new();
    private readonly Lock counting = new();
    private readonly StubBatches batches;
    private int received;
    private int underWay;

    private StubServer(WebApplication app, StubOptions options)
    {
        this.app = app;
        this.options = options;
        batches = new StubBatches(options, () => Interlocked.Increment(ref received));
    }

    /// <summary>The address of the interface, such as <c>http://127.0.0.1:49152/v1</c>.</summary>
    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1/v1");

    /// <summary>All requests so far, in the order of arrival.</summary>
    public IReadOnlyList<StubRequest> Requests => [.. requests.OrderBy(static request => request.Number)];

    /// <summary>All batches so far, in the order in which they were submitted.</summary>
    public IReadOnlyList<StubBatch> Batches => batches.All;

    /// <summary>The most requests that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>How many requests came while as many as the limit allows were under way.</summary>
    public int Exceeded { get; private set; }

    /// <summary>How many requests were answered, those that a fault then cut off among them.</summary>
    public int Answered { get; private set; }

    /// <summary>Starts a stub.</summary>
    /// <param name="options">How it behaves; seeded answers without faults when null.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<StubServer> StartAsync(StubOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new StubOptions();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{options.Port}");
        builder.Services.AddRoutingCore();
        builder.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.None));
        var app = builder.Build();
        var stub = new StubServer(app, options);
        app.MapPost("/v1/chat/completions", stub.ChatAsync);
        app.MapPost("/v1/messages", stub.MessageAsync);
        app.MapPost("/v1/embeddings", stub.EmbedAsync);
        app.MapPost("/v1/files", context => stub.ServeAsync(context, (request, fault) => stub.batches.UploadAsync(context, request, fault)));
        app.MapGet("/v1/files/{id}/content", context => stub.ServeAsync(context, (request, _) => stub.batches.ReadFileAsync(context, request, (string)context.Request.RouteValues["id"]!)));
        app.MapPost("/v1/batches", context => stub.ServeAsync(context, (request, fault) => stub.batches.CreateAsync(context, request, fault)));
        app.MapGet("/v1/batches", context => stub.ServeAsync(context, (request, fault) => stub.batches.ListAsync(context, request, fault)));
        app.MapGet("/v1/batches/{id}", context => stub.ServeAsync(context, (request, fault) => stub.batches.ShowAsync(context, request, fault, cancels: false)));
        app.MapPost("/v1/batches/{id}/cancel", context => stub.ServeAsync(context, (request, fault) => stub.batches.ShowAsync(context, request, fault, cancels: true)));
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        stub.BaseUrl = new Uri($"{address}/v1");
        return stub;
    }

    /// <summary>Stops; whatever is under way is cut off.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }

    /// <summary>Waits until the process is told to end.</summary>
    public Task WaitAsync() => ((IHost)app).WaitForShutdownAsync();

    private Task ChatAsync(HttpContext context) => ServeAsync(context, (request, fault) => ChatWriter.WriteAsync(context, request, options.Answer(request), fault));

    private Task MessageAsync(HttpContext context) => ServeAsync(context, (request, fault) => MessagesWriter.WriteAsync(context, request, options.Answer(request), fault));

    private Task EmbedAsync(HttpContext context) => ServeAsync(context, (request, _) => EmbeddingWriter.WriteAsync(context, request));

    private async Task ServeAsync(HttpContext context, Func<StubRequest, StubFault?, Task> answer)
    {
        if (await ReadAsync(context) is not { } request)
            return;
        var (fault, isOver) = Enter(request);
        Leaving.Prepare(context, Leave);
        try
        {
            if (options.Latency > TimeSpan.Zero)
                await Task.Delay(options.Latency, context.RequestAborted);
            if (isOver)
                await FaultWriter.WriteErrorAsync(context, StubFault.RateLimited());
            else if (options.ApiKey is { } key && !Bears(request, key))
                await FaultWriter.WriteErrorAsync(context, StubFault.Of(401, "invalid_api_key", $"Incorrect API key provided: {request.Headers.GetValueOrDefault("Authorization")}."));
            else if (!await FaultWriter.TryWriteAsync(context, fault))
                await AnswerAsync(() => answer(request, fault));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client gave up, which is what some faults are for.
        }
        finally
        {
            Leaving.Now(context);
        }
    }

    private void Leave()
    {
        lock (counting)
            underWay--;
    }

    private async Task AnswerAsync(Func<Task> answer)
    {
        lock (counting)
            Answered++;
        await answer();
    }

    private async Task<StubRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            var isJson = context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true && context.Request.ContentLength != 0;
            using var body = isJson ? await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) : JsonDocument.Parse("{}");
            var headers = context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            var request = new StubRequest(Interlocked.Increment(ref received), context.Request.Path.Value ?? "", headers, body.RootElement.Clone()) { Method = context.Request.Method };
            requests.Enqueue(request);
            options.Received(request);
            return request;
        }
        catch (JsonException exception)
        {
            await FaultWriter.WriteErrorAsync(context, StubFault.Of(400, "invalid_json", exception.Message));
            return null;
        }
    }

    private (StubFault? Fault, bool IsOver) Enter(StubRequest request)
    {
        lock (counting)
        {
            var isOver = ++underWay > options.MaxConcurrency;
            MostAtOnce = Math.Max(MostAtOnce, underWay);
            Exceeded += isOver ? 1 : 0;
            return (options.Fault(request), isOver);
        }
    }

    private static bool Bears(StubRequest request, string key) =>
        request.Headers.GetValueOrDefault("Authorization") == $"Bearer {key}" || request.Headers.GetValueOrDefault("api-key") == key || request.Headers.GetValueOrDefault("x-api-key") == key;
}
