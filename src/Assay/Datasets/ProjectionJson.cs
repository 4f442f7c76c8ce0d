using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Assay.Datasets;

/// <summary>How projected items are written, without reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ProjectionJson : JsonSerializerContext;
