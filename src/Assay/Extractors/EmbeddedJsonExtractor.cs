using System.Text.Json;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>Gives the first JSON of the text as a <see cref="JsonElement"/>, see <see cref="EmbeddedJson.Find"/>. It takes no settings.</summary>
internal sealed class EmbeddedJsonExtractor : IExtractor
{
    /// <inheritdoc/>
    public string Id => "embedded_json";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config)
    {
        new ConfigReader(Id, config).Done();
        return static (context, _) => ValueTask.FromResult(Extract(context.Output.Text));
    }

    private static Extraction Extract(string text) =>
        EmbeddedJson.Find(text) is { } json ? Extraction.Found(json) : Extraction.NotFound("The output holds no JSON.");
}
