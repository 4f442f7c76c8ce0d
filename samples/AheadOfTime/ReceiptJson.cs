using System.Text.Json;
using System.Text.Json.Serialization;

namespace Samples.Ahead;

/// <summary>How the items and the answers are read without reflection.</summary>
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Amount))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class ReceiptJson : JsonSerializerContext;
