using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.AI.Faults;
using Assay.Contracts;
using Assay.Errors;
using Assay.Specs;
using Microsoft.Extensions.AI;

namespace Assay.AI.Batches;

/// <summary>
/// Batches of providers that speak OpenAI's interface of files and batches. A line's body is what the engine would have sent, written by the
/// same client, and an answer is read by it, so that a batch gives what direct calls would have given.
/// </summary>
internal sealed class OpenAIBatches : IBatchEndpoint, IDisposable
{
    private const string NameKey = "assay_batch";

    /// <summary>Stands for the prompt where an answer is read: the client asks for some message.</summary>
    private static readonly Prompt Asked = new(new Message(MessageRole.User, "?"));

    private readonly string id;
    private readonly string address;
    private readonly BatchWire wire;
    private readonly OfflineHandler offline = new();
    private readonly HttpClient http;
    private readonly ChatEngine engine;

    /// <summary>Prepares batches; connects to nothing.</summary>
    /// <param name="id">The engine's id.</param>
    /// <param name="address">Where requests of a batch are answered, such as <c>/v1/chat/completions</c>.</param>
    /// <param name="connection">How the provider is reached.</param>
    /// <param name="options">How the engine asks.</param>
    /// <param name="connect">Makes the client of a model over a connection.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns its handlers.")]
    public OpenAIBatches(string id, string address, ProviderConnection connection, ChatEngineOptions options, Func<string, HttpClient, string, IChatClient> connect)
    {
        this.id = id;
        this.address = address;
        wire = new BatchWire(id, connection, options);
        var tracing = new TracingHandler(options.Time, offline);
        http = new HttpClient(tracing) { Timeout = Timeout.InfiniteTimeSpan };
        var direct = options with { Stream = false, MaxConcurrency = 1_024, RequestsPerMinute = null, TokensPerMinute = null, MaxTurns = 1 };
        engine = new ChatEngine(id, model => connect(model.WireName, http, "none"), direct, tracing, null);
    }

    /// <inheritdoc/>
    public int MostItems => 50_000;

    /// <inheritdoc/>
    public long MostBytes => 200_000_000;

    /// <inheritdoc/>
    public bool Takes(EngineRequest request) => request.Tools.Count == 0 && request.McpServers.Count == 0 && request.Prompt.FollowUps.IsEmpty;

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> WriteAsync(string id, EngineRequest request, CancellationToken cancellationToken)
    {
        var call = new OfflineCall();
        try
        {
            await AnswerAsync(call, request, cancellationToken);
        }
        catch (EngineException) when (call.Body is not null)
        {
            // It ends here once its request is known.
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("custom_id", id);
            writer.WriteString("method", "POST");
            writer.WriteString("url", address);
            writer.WritePropertyName("body");
            using var body = JsonDocument.Parse(call.Body);
            body.RootElement.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <inheritdoc/>
    public async ValueTask<string> UploadAsync(string name, Stream lines, CancellationToken cancellationToken)
    {
        using var purpose = new StringContent("batch");
        using var file = new StreamContent(lines);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/jsonl");
        using var form = new MultipartFormDataContent { { purpose, "purpose" }, { file, "file", $"{name}.jsonl" } };
        return IdOf(await wire.AskAsync(HttpMethod.Post, "files", form, cancellationToken), "files");
    }

    /// <inheritdoc/>
    public async ValueTask<string> SubmitAsync(string name, string file, CancellationToken cancellationToken)
    {
        var asked = new JsonObject
        {
            ["input_file_id"] = file,
            ["endpoint"] = address,
            ["completion_window"] = "24h",
            ["metadata"] = new JsonObject { [NameKey] = name },
        };
        using var content = new StringContent(asked.ToJsonString(), Encoding.UTF8, "application/json");
        return IdOf(await wire.AskAsync(HttpMethod.Post, "batches", content, cancellationToken), "batches");
    }

    /// <inheritdoc/>
    public async ValueTask<string?> FindAsync(string name, CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            var page = await wire.AskAsync(HttpMethod.Get, $"batches?limit=100{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", null, cancellationToken);
            if (page is not { } found || !found.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
                return null;
            after = null;
            foreach (var batch in data.EnumerateArray())
            {
                after = BatchStates.TextOf(batch, "id");
                if (batch.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && BatchStates.TextOf(metadata, NameKey) == name)
                    return after;
            }

            if (after is null || !found.TryGetProperty("has_more", out var more) || more.ValueKind != JsonValueKind.True)
                return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<BatchStatus> GetStatusAsync(string batch, CancellationToken cancellationToken) =>
        await wire.AskAsync(HttpMethod.Get, $"batches/{Uri.EscapeDataString(batch)}", null, cancellationToken) is { } found ? BatchStates.Read(id, found) : BatchStates.Gone(id);

    /// <inheritdoc/>
    [SuppressMessage("Reliability", "CA2000", Justification = "The file is disposed where it goes out of scope.")]
    public async IAsyncEnumerable<BatchAnswer> ReadAsync(string batch, Func<string, EngineRequest?> requestOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await wire.AskAsync(HttpMethod.Get, $"batches/{Uri.EscapeDataString(batch)}", null, cancellationToken) is not { } found)
            yield break;
        foreach (var member in (string[])["output_file_id", "error_file_id"])
        {
            if (BatchStates.TextOf(found, member) is not { } file)
                continue;
            await using var content = OpenTemporary();
            if (!await wire.ReadAsync($"files/{Uri.EscapeDataString(file)}/content", content, cancellationToken))
                continue;
            content.Position = 0;
            using var reader = new StreamReader(content, Encoding.UTF8);
            while (await reader.ReadLineAsync(cancellationToken) is { } text)
            {
                if (BatchLine.TryRead(text, out var line) && requestOf(line.Id) is { } request)
                    yield return await AnswerOfAsync(line, request, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        engine.Dispose();
        http.Dispose();
        offline.Dispose();
    }

    private static FileStream OpenTemporary() => new(
        Path.Combine(Path.GetTempPath(), $"assay-{Guid.NewGuid():N}.jsonl"),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });

    private async ValueTask<BatchAnswer> AnswerOfAsync(BatchLine line, EngineRequest request, CancellationToken cancellationToken)
    {
        if (line.Error == "batch_expired")
            return new BatchAnswer(line.Id, null, new EngineException(ErrorCode.Timeout, $"Provider '{id}' did not come to this request before its batch expired."));
        if (line.Error == "batch_cancelled")
            return new BatchAnswer(line.Id, null, new EngineException(ErrorCode.BatchCancelled, $"The batch was cancelled at provider '{id}' before it came to this request."));
        try
        {
            return new BatchAnswer(line.Id, await AnswerAsync(new OfflineCall { Status = line.Status, Answer = line.Body, RequestId = line.RequestId }, request with { Prompt = Asked }, cancellationToken), null);
        }
        catch (EngineException failure)
        {
            return new BatchAnswer(line.Id, null, failure);
        }
    }

    /// <summary>Has the engine ask as it would directly; what it would send and get goes through the call.</summary>
    private async ValueTask<Output> AnswerAsync(OfflineCall call, EngineRequest request, CancellationToken cancellationToken)
    {
        offline.Begin(call);
        return await engine.GenerateAsync(request, cancellationToken);
    }

    private string IdOf(JsonElement? answer, string path) => answer is { } given && BatchStates.TextOf(given, "id") is { } found
        ? found
        : throw new EngineException(answer is null ? ErrorCode.BadRequest : ErrorCode.MalformedResponse, answer is null ? $"Provider '{id}' has no interface at '{path}', so it takes no batches; set the backend's kind to 'local'." : $"Provider '{id}' gave no id for what was sent to '{path}'.");
}
