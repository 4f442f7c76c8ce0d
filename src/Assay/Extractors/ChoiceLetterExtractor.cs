using System.Text.Json;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>
/// Gives the letter of a multiple-choice answer as a text of one character in upper case, see <see cref="ChoiceLetters.Find"/>.
/// Setting <c>choices</c>: the letters or digits, as one text or an array of texts; <c>ABCDE</c> by default.
/// </summary>
internal sealed class ChoiceLetterExtractor : IExtractor
{
    /// <inheritdoc/>
    public string Id => "choice_letter";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public BoundExtractor Bind(JsonElement? config)
    {
        var reader = new ConfigReader(Id, config);
        var letters = new ChoiceLetters(ChoicesSetting.Read(reader));
        reader.Done();
        var reason = "The output names none of the choices.";
        return (context, _) => ValueTask.FromResult(letters.Find(context.Output.Text) is { } letter
            ? Extraction.Found(letter.ToString())
            : Extraction.NotFound(reason));
    }
}
