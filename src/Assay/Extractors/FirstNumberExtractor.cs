using System.Text.Json;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>Gives the first number of the text, see <see cref="Numbers.First"/>. It takes no settings.</summary>
internal sealed class FirstNumberExtractor : IExtractor
{
    /// <inheritdoc/>
    public string Id => "first_number";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config)
    {
        new ConfigReader(Id, config).Done();
        return static (context, _) => ValueTask.FromResult(Extract(context.Output.Text));
    }

    private static Extraction Extract(string text) =>
        Numbers.First(text) is { } number ? Extraction.Found(number) : Extraction.NotFound("The output holds no number.");
}
