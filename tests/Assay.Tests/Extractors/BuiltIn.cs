using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Extractors;

/// <summary>Runs the built-in plugins as a run does: by id, with JSON settings.</summary>
internal static class BuiltIn
{
    private static readonly Item Nothing = new("1", "", "{}"u8.ToArray());

    public static BoundExtractor Extractor(string id, string? config = null)
    {
        Assert.True(PluginRegistry.WithBuiltIns().TryGetExtractor(id, out var extractor));
        return extractor.Bind(config is null ? null : JsonValue.Parse(config).Element);
    }

    public static async Task<Extraction> ExtractAsync(string id, string? config, string text) =>
        await Extractor(id, config)(new ExtractionContext(new Output(text), Nothing), CancellationToken.None);
}
