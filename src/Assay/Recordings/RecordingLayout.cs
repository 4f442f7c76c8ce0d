using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Assay.Datasets;
using Assay.Identity;

namespace Assay.Recordings;

/// <summary>Where a recording lies and where its lines hold the key and the outputs.</summary>
/// <param name="Path">The file as the user gave it.</param>
/// <param name="Record">The field of the key.</param>
/// <param name="Output">The field of the output, in which <c>{model}</c> stands for a model's name.</param>
internal sealed record RecordingLayout(string Path, FieldPath Record, FieldPath Output)
{
    /// <summary>The field of one model's output.</summary>
    public FieldPath OutputOf(string model) =>
        FieldPath.Of([.. Output.Segments.Select(segment => segment.Replace("{model}", model, StringComparison.Ordinal))]);

    /// <summary>The key of a line; null when it has none.</summary>
    public string? KeyOf(JsonElement line) => Record.TryGet(line, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    }
    : null;

    /// <summary>The outputs that a line holds for a model: none, one for all samples, or one for each.</summary>
    public static ImmutableArray<string> OutputsOf(JsonElement line, FieldPath output)
    {
        if (!output.TryGet(line, out var value) || value.ValueKind == JsonValueKind.Null)
            return [];
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [Text(value)];
    }

    /// <summary>The identity of a line's outputs for a model; that of no output where it has none.</summary>
    public static Hash128 DigestOf(ImmutableArray<string> outputs)
    {
        if (outputs.IsEmpty)
            return Missing;
        var digest = new Digest("recording/1", stackalloc byte[1024]);
        foreach (var output in outputs)
            digest.Add(output);
        return digest.Finish();
    }

    /// <summary>The identity of no output.</summary>
    public static Hash128 Missing { get; } = Digest.Of("recording/1 missing");

    private static string Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : Encoding.UTF8.GetString(CanonicalJson.Write(value));
}
