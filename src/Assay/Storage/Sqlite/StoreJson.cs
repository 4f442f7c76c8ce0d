using System.Text.Json.Serialization;

namespace Assay.Storage.Sqlite;

/// <summary>The JSON that the store itself writes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TurnText.Stored))]
internal sealed partial class StoreJson : JsonSerializerContext;
