using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Assay.Datasets;

/// <summary>How untyped items are read and written, without reflection.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class DatasetJson : JsonSerializerContext;
