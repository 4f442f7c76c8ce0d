using System.Text.Json;
using Assay.Specs;

namespace Assay;

/// <summary>A call of a tool in a <see cref="Transcript"/>.</summary>
/// <param name="Tool">The tool's id.</param>
/// <param name="Arguments">What it was given; an empty object where nothing is recorded.</param>
/// <param name="Result">What it said; null where the conversation ended before.</param>
public sealed record ToolCall(string Tool, JsonValue Arguments, string? Result)
{
    /// <summary>How what goes wrong with a call is told to a model: its text begins so.</summary>
    internal const string ErrorMark = "Error:";

    /// <summary>Whether the model was told that the call went wrong: the result begins with <c>Error:</c>, as every engine of chat models and agents writes it.</summary>
    public bool Failed => Result?.StartsWith(ErrorMark, StringComparison.Ordinal) == true;

    /// <summary>
    /// Whether the arguments hold what is expected: of an object each member, whatever else there is; of an array each entry in its place, and no
    /// other; anything else as an equal value, numbers whatever their spelling.
    /// </summary>
    /// <param name="expected">What is expected.</param>
    public bool Has(JsonElement expected) => Holds(Arguments.Element, expected);

    /// <summary>Whether the arguments hold what is expected, see <see cref="Has(JsonElement)"/>.</summary>
    /// <param name="expected">What is expected, as JSON.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public bool Has(string expected) => Has(JsonElement.Parse(expected));

    private static bool Holds(JsonElement actual, JsonElement expected) => (actual.ValueKind, expected.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => expected.EnumerateObject().All(member => actual.TryGetProperty(member.Name, out var value) && Holds(value, member.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) => actual.GetArrayLength() == expected.GetArrayLength()
            && actual.EnumerateArray().Zip(expected.EnumerateArray()).All(static pair => Holds(pair.First, pair.Second)),
        _ => new JsonValue(actual).Equals(new JsonValue(expected)),
    };
}
