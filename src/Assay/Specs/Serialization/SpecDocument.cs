using System.Buffers;
using System.Text.Json;
using Assay.Errors;

namespace Assay.Specs.Serialization;

/// <summary>A spec as read from a file or text, and where each of its values stands.</summary>
/// <param name="Value">The spec.</param>
/// <param name="Places">Where each value stands, by its path.</param>
/// <param name="Failed">The paths of the values that do not fit, for which the spec has stand-ins.</param>
internal sealed record SpecDocument<T>(T Value, IReadOnlyDictionary<string, TextPlace> Places, IReadOnlySet<string> Failed)
    where T : class
{
    /// <summary>Reads a tree.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="problems">Receives what does not fit.</param>
    /// <exception cref="SpecValidationException">Values are nested too deep to be read.</exception>
    public static SpecDocument<T> Read(SpecNode root, SpecProblems problems)
    {
        if (root.DeeperThan(SpecNode.MaxDepth) is { } deep)
        {
            problems.AddTooDeep(deep.Place);
            throw problems.Failure();
        }

        var info = SpecSerializer.InfoOf<T>();
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true });
        var walker = new SchemaWalker(writer, problems);
        walker.Walk(root, typeof(T), "");
        writer.Flush();
        return new SpecDocument<T>(JsonSerializer.Deserialize(json.WrittenSpan, info)!, walker.Places, walker.Failed);
    }

    /// <summary>Adds broken rules at their places, but for those of stand-ins.</summary>
    /// <param name="broken">What is wrong, by path.</param>
    /// <param name="problems">Receives it with its places.</param>
    public void Place(IEnumerable<Problem> broken, SpecProblems problems)
    {
        foreach (var problem in broken)
        {
            if (!IsFailed(problem.Path))
                problems.Add(Find(problem.Path), problem.Path, problem.Message);
        }
    }

    private TextPlace Find(string? path)
    {
        for (var step = path ?? ""; step is not null; step = SpecPath.Parent(step))
        {
            if (Places.TryGetValue(step, out var place))
                return place;
        }

        return new TextPlace(1, 1);
    }

    private bool IsFailed(string? path)
    {
        for (var step = path ?? ""; step is not null; step = SpecPath.Parent(step))
        {
            if (Failed.Contains(step))
                return true;
        }

        return false;
    }
}
