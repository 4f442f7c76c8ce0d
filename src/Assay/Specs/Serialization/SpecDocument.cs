using System.Buffers;
using System.Text.Json;
using Assay.Errors;

namespace Assay.Specs.Serialization;

/// <summary>A spec as read from a file or text, and where each of its values stands.</summary>
/// <param name="Value">The spec.</param>
/// <param name="Places">Where each value stands, by its path.</param>
internal sealed record SpecDocument<T>(T Value, IReadOnlyDictionary<string, TextPlace> Places)
    where T : class
{
    /// <summary>Reads a tree.</summary>
    /// <param name="root">The tree; null when it could not be parsed, which is among the problems.</param>
    /// <param name="problems">What is wrong so far.</param>
    /// <exception cref="SpecValidationException">Anything is wrong; all of it at once.</exception>
    public static SpecDocument<T> Read(SpecNode? root, SpecProblems problems)
    {
        var info = SpecSerializer.InfoOf<T>();
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true });
        var walker = new SchemaWalker(writer, problems);
        if (root is not null)
            walker.Walk(root, typeof(T), "");
        problems.ThrowIfAny();
        writer.Flush();
        return new SpecDocument<T>(JsonSerializer.Deserialize(json.WrittenSpan, info)!, walker.Places);
    }

    /// <summary>The place of a path, or of the nearest value around it that the file has.</summary>
    public TextPlace Find(string? path)
    {
        for (var step = path; step is not null; step = SpecPath.Parent(step))
        {
            if (Places.TryGetValue(step, out var place))
                return place;
        }

        return new TextPlace(1, 1);
    }
}
