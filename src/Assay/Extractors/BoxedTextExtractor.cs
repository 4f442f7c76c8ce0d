using System.Text.Json;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>Gives the content of the last LaTeX box, see <see cref="BoxedText.Find"/>. It takes no settings.</summary>
internal sealed class BoxedTextExtractor : IExtractor
{
    /// <inheritdoc/>
    public string Id => "boxed_text";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config)
    {
        new ConfigReader(Id, config).Done();
        return static (context, _) => ValueTask.FromResult(Extract(context.Output.Text));
    }

    private static Extraction Extract(string text) =>
        BoxedText.Find(text) is { } boxed ? Extraction.Found(boxed) : Extraction.NotFound("The output has no closed \\boxed{…}.");
}
