using System.Text.Json;
using Assay.Contracts;

namespace Assay.Extractors;

/// <summary>The setting <c>choices</c> of those who deal with letters.</summary>
internal static class ChoicesSetting
{
    private const string Name = "choices";

    /// <summary>The letters and digits, in the order given and as they are written; the usual ones where the setting is absent or broken.</summary>
    public static string Read(ConfigReader reader)
    {
        if (reader.Raw(Name) is not { } value)
            return ChoiceLetters.Usual;
        var choices = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array when value.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String) =>
                string.Concat(value.EnumerateArray().Select(entry => entry.GetString())),
            _ => "",
        };
        if (choices.Length > 0 && choices.All(char.IsAsciiLetterOrDigit))
            return choices;
        reader.Fail(Name, "'choices' must be ASCII letters or digits, at least one, as one text or an array of texts.");
        return ChoiceLetters.Usual;
    }
}
