using System.Text.Json;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>Gives the text made comparable, see <see cref="NormalizedText.Of"/>; it never fails. It takes no settings.</summary>
internal sealed class NormalizedTextExtractor : IExtractor
{
    /// <inheritdoc/>
    public string Id => "normalized_text";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config)
    {
        new ConfigReader(Id, config).Done();
        return static (context, _) => ValueTask.FromResult(Extract(context.Output.Text));
    }

    private static Extraction Extract(string text) =>
        Extraction.Found(NormalizedText.Of(text));
}
