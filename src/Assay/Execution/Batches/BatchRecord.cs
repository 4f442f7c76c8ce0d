using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Errors;
using Assay.Storage;

namespace Assay.Execution.Batches;

/// <summary>A batch as it is remembered from before its submission until its answers are stored.</summary>
/// <param name="Name">Its name, under which the provider knows it too.</param>
/// <param name="Provider">The id of the engine that it is submitted to.</param>
/// <param name="Created">When it was put together.</param>
/// <param name="Models">The models that are asked, as JSON.</param>
/// <param name="Params">The params that they are asked with, as JSON.</param>
/// <param name="Items">What is asked.</param>
internal sealed record BatchRecord(string Name, string Provider, DateTimeOffset Created, IReadOnlyList<string> Models, IReadOnlyList<string> Params, IReadOnlyList<BatchItem> Items)
{
    /// <summary>The run that it was put together for; null where that is not known.</summary>
    public string? Run { get; init; }

    /// <summary>The provider's id of its file; null while it is not known to be uploaded.</summary>
    public string? File { get; init; }

    /// <summary>The provider's id of the batch; null while it is not known to be submitted.</summary>
    public string? Id { get; init; }
}

/// <summary>A generation within a batch.</summary>
/// <param name="Key">Its identity, which its line bears.</param>
/// <param name="Model">Which of the batch's models, from 0.</param>
/// <param name="Params">Which of the batch's params, from 0.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Sample">Which candidate of its trial.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
internal sealed record BatchItem(string Key, int Model, int Params, long Seed, int Sample, int Attempt)
{
    /// <summary>The attempts before, which failed.</summary>
    public IReadOnlyList<BatchFault> Faults { get; init; } = [];
}

/// <summary>How an attempt before failed.</summary>
/// <param name="Code">The failure's code.</param>
/// <param name="Message">What happened, without secrets.</param>
/// <param name="Took">How long it took.</param>
internal sealed record BatchFault(string Code, string Message, TimeSpan Took);

/// <summary>The JSON form of batches that are remembered.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BatchRecord))]
internal sealed partial class BatchJson : JsonSerializerContext
{
    /// <summary>Writes a batch.</summary>
    public static string Write(BatchRecord record) => JsonSerializer.Serialize(record, Default.BatchRecord);

    /// <summary>Reads a batch.</summary>
    /// <exception cref="AssayException"><see cref="ErrorCode.StoreUnreadable"/>: the record is damaged.</exception>
    public static BatchRecord Read(StoredBatch stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Json, Default.BatchRecord) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw new AssayException(
                new Problem(ErrorCode.StoreUnreadable, $"This is no record of a batch ({exception.Message.TrimEnd('.')}); restore it, or delete it: then its requests are asked again, and a batch that was submitted is paid for twice.") { File = stored.Place },
                exception);
        }
    }
}
