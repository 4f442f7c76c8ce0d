using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;

namespace Assay.Metrics;

/// <summary>The setting <c>expected</c>: the path of the item's field that holds the right answer, <c>answer</c> by default.</summary>
internal sealed class ExpectedValue
{
    private readonly string metric;
    private readonly string setting;
    private readonly ItemPath path;

    private ExpectedValue(string metric, string setting, ItemPath path)
    {
        this.setting = setting;
        this.metric = metric;
        this.path = path;
    }

    /// <summary>Reads the setting.</summary>
    public static ExpectedValue Read(string metric, ConfigReader reader, string setting = "expected", string byDefault = "answer") =>
        new(metric, setting, ItemPath.Read(reader, setting, byDefault));

    /// <summary>The field as it stands.</summary>
    /// <exception cref="AssayException">The item has no such field.</exception>
    public JsonElement Of(Item item) =>
        path.Find(item.Element)
        ?? throw Fault(item, $"is not there; name the right field in the setting '{setting}'");

    /// <summary>The field's entries where it is an array, else the field alone: each of them is a right answer.</summary>
    /// <exception cref="AssayException">The item has no such field, or it is an empty array.</exception>
    public IReadOnlyList<JsonElement> AllOf(Item item)
    {
        var value = Of(item);
        if (value.ValueKind != JsonValueKind.Array)
            return [value];
        return value.GetArrayLength() > 0 ? [.. value.EnumerateArray()] : throw Fault(item, "is an empty array; it needs one right answer at least");
    }

    /// <summary>What to throw when the field cannot be used.</summary>
    /// <param name="item">The item.</param>
    /// <param name="fault">What is wrong and what to do, without a full stop.</param>
    public AssayException Fault(Item item, string fault) =>
        new(ErrorCode.MetricFailed, $"'{metric}' cannot score the item '{item.Id}': its field '{path.Text}' {fault}.");
}
