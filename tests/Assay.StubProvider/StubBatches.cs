using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Assay.StubProvider;

/// <summary>
/// The stub's files and batches. A line meets the fault that a direct request would: a status stands in the error file, a malformed answer
/// is a line that is no JSON, silence is a line that is lost.
/// </summary>
/// <param name="options">How it behaves.</param>
/// <param name="next">Gives a line its number among all requests.</param>
internal sealed class StubBatches(StubOptions options, Func<int> next)
{
    private const long Created = 1_700_000_000;

    private readonly ConcurrentDictionary<string, (string Name, byte[] Bytes)> files = new(StringComparer.Ordinal);
    private readonly List<StubBatch> batches = [];
    private readonly Lock gate = new();

    public IReadOnlyList<StubBatch> All
    {
        get
        {
            lock (gate)
                return [.. batches];
        }
    }

    public int FileCount => files.Count;

    public async Task UploadAsync(HttpContext context, StubRequest request, StubFault? fault)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files.Count != 1 || form["purpose"] != "batch")
        {
            await FaultWriter.WriteErrorAsync(context, StubFault.Of(400, "invalid_request", "A file with the purpose 'batch' is expected."));
            return;
        }

        using var bytes = new MemoryStream();
        await form.Files[0].CopyToAsync(bytes, context.RequestAborted);
        var id = Keep(form.Files[0].FileName, bytes.ToArray());
        await WriteAsync(context, request, FileOf(id), fault);
    }

    public async Task ReadFileAsync(HttpContext context, StubRequest request, string id)
    {
        options.Served(request);
        if (!files.TryGetValue(id, out var file))
            await FaultWriter.WriteErrorAsync(context, StubFault.Of(404, "not_found", $"No such file: {id}"));
        else
            await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }

    public async Task CreateAsync(HttpContext context, StubRequest request, StubFault? fault)
    {
        if (!files.TryGetValue(request.Text("input_file_id"), out var file) || request.Text("completion_window") != "24h")
        {
            await FaultWriter.WriteErrorAsync(context, StubFault.Of(400, "invalid_request", "The file is not known, or the window is not 24h."));
            return;
        }

        StubBatch batch;
        lock (gate)
        {
            var metadata = request.Body.TryGetProperty("metadata", out var given) && given.ValueKind == JsonValueKind.Object
                ? given.EnumerateObject().ToDictionary(static one => one.Name, static one => one.Value.GetString() ?? "", StringComparer.Ordinal)
                : [];
            batch = new StubBatch(string.Create(CultureInfo.InvariantCulture, $"batch_{batches.Count + 1}"), request.Text("input_file_id"), metadata, Lines(file.Bytes)) { Endpoint = request.Text("endpoint") };
            batches.Add(batch);
        }

        await WriteAsync(context, request, Show(batch), fault);
    }

    public Task ListAsync(HttpContext context, StubRequest request, StubFault? fault)
    {
        var limit = int.Parse(context.Request.Query["limit"].FirstOrDefault() ?? "20", CultureInfo.InvariantCulture);
        var after = context.Request.Query["after"].FirstOrDefault();
        StubBatch[] rest = [.. All.Reverse().SkipWhile(batch => after is not null && batch.Id != after).Skip(after is null ? 0 : 1)];
        StubBatch[] page = [.. rest.Take(limit)];
        return WriteAsync(context, request, new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. page.Select(Show)]), ["first_id"] = page.FirstOrDefault()?.Id, ["last_id"] = page.LastOrDefault()?.Id, ["has_more"] = rest.Length > page.Length }, fault);
    }

    public Task ShowAsync(HttpContext context, StubRequest request, StubFault? fault, bool cancels)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        if (All.FirstOrDefault(batch => batch.Id == id) is not { } found)
            return FaultWriter.WriteErrorAsync(context, StubFault.Of(404, "not_found", $"No such batch: {id}"));
        lock (gate)
        {
            if (cancels)
                End(found, "cancelled");
            else if (found.Status is "validating" or "in_progress")
                found.Status = ++found.Looks > options.BatchLooks ? End(found, options.BatchFate(found)) : "in_progress";
        }

        return WriteAsync(context, request, Show(found), fault);
    }

    private static StubBatchLine[] Lines(byte[] bytes) =>
    [
        .. Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line =>
        {
            var root = JsonElement.Parse(line);
            return new StubBatchLine(root.GetProperty("custom_id").GetString()!, root.GetProperty("body"));
        }),
    ];

    private string End(StubBatch batch, string status)
    {
        batch.Status = status;
        if (status == "failed")
        {
            batch.Error = options.BatchError;
            return status;
        }

        var (output, errors) = (new StringBuilder(), new StringBuilder());
        var answered = status == "completed" ? batch.Lines.Count : options.BatchAnswered;
        foreach (var (index, line) in batch.Lines.Index())
        {
            if (index < answered)
                Answer(batch, line, output, errors);
            else
                errors.Append(Error(line, status == "expired" ? "batch_expired" : "batch_cancelled")).Append('\n');
        }

        batch.OutputFile = output.Length > 0 ? Keep("output.jsonl", Encoding.UTF8.GetBytes(output.ToString())) : null;
        batch.ErrorFile = errors.Length > 0 ? Keep("error.jsonl", Encoding.UTF8.GetBytes(errors.ToString())) : null;
        return status;
    }

    private void Answer(StubBatch batch, StubBatchLine line, StringBuilder output, StringBuilder errors)
    {
        var request = new StubRequest(next(), batch.Endpoint, new Dictionary<string, string>(), line.Body) { Batch = batch.Id };
        var fault = options.Fault(request);
        batch.Answered++;
        switch (fault?.Kind)
        {
            case StubFaultKind.Status:
                batch.Failed++;
                errors.Append(Response(line, request, fault.Status, FaultWriter.ErrorOf(fault))).Append('\n');
                break;
            case StubFaultKind.MalformedJson:
                output.Append("{\"custom_id\": \"").Append(line.Id).Append("\", \"response\": {oops\n");
                break;
            case StubFaultKind.Silence:
                break;
            case null:
                output.Append(Response(line, request, 200, ChatWriter.BodyOf(request, options.Answer(request)))).Append('\n');
                break;
            default:
                throw new NotSupportedException($"A line of a batch cannot meet '{fault.Kind}'.");
        }
    }

    private string Keep(string name, byte[] bytes)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"file-{files.Count + 1}");
        files[id] = (name, bytes);
        return id;
    }

    private static string Response(StubBatchLine line, StubRequest request, int status, JsonObject body) => new JsonObject
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"batch_req_{request.Number}"),
        ["custom_id"] = line.Id,
        ["response"] = new JsonObject { ["status_code"] = status, ["request_id"] = string.Create(CultureInfo.InvariantCulture, $"req-{request.Number}"), ["body"] = body },
        ["error"] = null,
    }.ToJsonString();

    private static string Error(StubBatchLine line, string code) => new JsonObject
    {
        ["id"] = $"batch_req_{line.Id}",
        ["custom_id"] = line.Id,
        ["response"] = null,
        ["error"] = new JsonObject { ["code"] = code, ["message"] = "This request could not be executed before the batch ended." },
    }.ToJsonString();

    private JsonObject FileOf(string id) => new()
    {
        ["id"] = id,
        ["object"] = "file",
        ["bytes"] = files[id].Bytes.Length,
        ["created_at"] = Created,
        ["filename"] = files[id].Name,
        ["purpose"] = "batch",
        ["status"] = "processed",
    };

    private static JsonObject Show(StubBatch batch) => new()
    {
        ["id"] = batch.Id,
        ["object"] = "batch",
        ["endpoint"] = batch.Endpoint,
        ["errors"] = batch.Error is null ? null : new JsonObject { ["object"] = "list", ["data"] = new JsonArray(new JsonObject { ["code"] = batch.Error, ["message"] = "The stub was told to refuse it.", ["line"] = null, ["param"] = null }) },
        ["input_file_id"] = batch.FileId,
        ["completion_window"] = "24h",
        ["status"] = batch.Status,
        ["output_file_id"] = batch.OutputFile,
        ["error_file_id"] = batch.ErrorFile,
        ["created_at"] = Created,
        ["request_counts"] = new JsonObject { ["total"] = batch.Lines.Count, ["completed"] = batch.Answered - batch.Failed, ["failed"] = batch.Failed },
        ["metadata"] = new JsonObject(batch.Metadata.Select(static one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
    };

    /// <summary>Writes JSON; with a fault within the answer, the connection is cut off after what was asked is done.</summary>
    private Task WriteAsync(HttpContext context, StubRequest request, JsonObject body, StubFault? fault)
    {
        options.Served(request);
        Leaving.Now(context);
        if (fault?.Kind == StubFaultKind.ResetMidway)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }
}
