using Assay.Contracts;
using Assay.Specs;

namespace Assay.Tests.Extractors;

/// <summary>Runs the built-in plugins as a run does: by id, with JSON settings.</summary>
internal static class BuiltIn
{
    public static readonly Item Nothing = new("1", "", "{}"u8.ToArray());

    public static BoundExtractor Extractor(string id, string? config = null)
    {
        Assert.True(PluginRegistry.WithBuiltIns().TryGetExtractor(id, out var extractor));
        return extractor.Bind(Config(config));
    }

    public static async Task<Extraction> ExtractAsync(string id, string? config, string text) =>
        await Extractor(id, config)(new ExtractionContext(new Output(text), Nothing), CancellationToken.None);

    public static BoundMetric Metric(string id, string? config = null)
    {
        Assert.True(PluginRegistry.WithBuiltIns().TryGetMetric(id, out var metric));
        return metric.Bind(Config(config));
    }

    /// <summary>The score of an output without a parse, the item being <paramref name="item"/>.</summary>
    public static Task<MetricResult> ScoreAsync(string id, string? config, string item, string output) =>
        ScoreAsync(id, config, item, output, null);

    public static async Task<MetricResult> ScoreAsync(string id, string? config, string item, string output, object? parsed)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(item);
        return await Metric(id, config)(new MetricContext(new Item("q7", "", json), new Output(output), parsed), CancellationToken.None);
    }

    /// <summary>The score where the item's field <c>answer</c> is a text.</summary>
    public static async Task<double> ScoreTextAsync(string id, string? config, string answer, string output) =>
        (await ScoreAsync(id, config, System.Text.Json.JsonSerializer.Serialize(new { answer }), output)).Value;

    private static System.Text.Json.JsonElement? Config(string? config) => config is null ? null : JsonValue.Parse(config).Element;
}
