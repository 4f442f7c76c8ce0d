using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Contracts;

namespace Assay.Datasets;

/// <summary>Reads values again from the records of a file.</summary>
/// <typeparam name="T">The item's type.</typeparam>
/// <param name="typeInfo">How the type is read.</param>
internal sealed class ItemOrigin<T>(JsonTypeInfo<T> typeInfo) : IItemOrigin
{
    /// <inheritdoc/>
    public object Read(ReadOnlySpan<byte> record)
    {
        if (typeof(T) != typeof(JsonElement))
            return JsonSerializer.Deserialize(record, typeInfo)!;
        var reader = new Utf8JsonReader(record);
        return JsonElement.ParseValue(ref reader);
    }
}
