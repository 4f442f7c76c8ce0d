using System.Text.Json;
using Assay.Contracts;
using Assay.Specs;

namespace Assay.Metrics;

/// <summary>A call of a tool that an item expects.</summary>
/// <param name="Tool">The tool's id.</param>
/// <param name="Arguments">What it is to be given; null for anything.</param>
internal sealed record ExpectedCall(string Tool, JsonElement? Arguments)
{
    private const string Form = "is no list of calls; give names of tools, or objects with 'tool' and, if need be, 'arguments'";

    /// <summary>The calls of a field: a list of names, or of objects with <c>tool</c> and <c>arguments</c>.</summary>
    /// <exception cref="Errors.AssayException">The field is neither.</exception>
    public static IReadOnlyList<ExpectedCall> ReadFrom(ExpectedValue expected, Item item)
    {
        var list = expected.Of(item);
        if (list.ValueKind != JsonValueKind.Array)
            throw expected.Fault(item, Form);
        return [.. list.EnumerateArray().Select(entry => entry switch
        {
            { ValueKind: JsonValueKind.String } => new ExpectedCall(entry.GetString()!, null),
            { ValueKind: JsonValueKind.Object } when Member(entry, "tool") is { ValueKind: JsonValueKind.String } tool =>
                new ExpectedCall(tool.GetString()!, Member(entry, "arguments") is { ValueKind: not JsonValueKind.Null } arguments ? arguments : null),
            _ => throw expected.Fault(item, Form),
        })];
    }

    /// <summary>Whether a call is this one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arguments">How arguments are compared: <c>subset</c>, <c>exact</c> or <c>ignore</c>.</param>
    public bool Fits(ToolCall call, string arguments) =>
        call.Tool == Tool && (Arguments is not { } given || arguments switch
        {
            "exact" => call.Arguments.Equals(new JsonValue(given)),
            "subset" => call.Has(given),
            _ => true,
        });

    private static JsonElement? Member(JsonElement entry, string name) => ItemPath.OfName(name).Find(entry);

    /// <inheritdoc/>
    public override string ToString() => Arguments is { } arguments ? $"{Tool}({arguments.GetRawText()})" : Tool;
}
