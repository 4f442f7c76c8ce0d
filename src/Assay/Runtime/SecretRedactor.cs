using System.Text;
using System.Text.Json;
using Assay.Specs;
using Assay.Specs.Serialization;

namespace Assay.Runtime;

/// <summary>
/// Takes known secrets out of texts that will be seen or stored, such as failure messages: each place where one stands, as
/// it is, percent-encoded, escaped as in JSON or as Base64, becomes <c>***</c>, however short the secret is.
/// </summary>
/// <param name="secrets">What must not be seen. Those in environment variables are read when a text is first redacted; one that is not set then has no value to be seen.</param>
public sealed class SecretRedactor(IEnumerable<Secret> secrets)
{
    private readonly Lazy<string[]> spellings = new(() =>
        [.. secrets.SelectMany(SpellingsOf).Distinct(StringComparer.Ordinal).OrderByDescending(static text => text.Length).ThenBy(static text => text, StringComparer.Ordinal)]);

    /// <summary>The text without secrets; the same text where it holds none, null where there is none.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public string? Redact(string? text)
    {
        if (text is null)
            return null;
        foreach (var spelling in spellings.Value)
            text = text.Replace(spelling, Secret.Mask, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The value without secrets; the same value where it holds none. Where a secret is part of JSON's own spelling, such as a number, the whole becomes a text.</summary>
    public JsonValue Redact(JsonValue value)
    {
        var text = value.ToString();
        var shown = Redact(text);
        if (ReferenceEquals(shown, text) || shown == text)
            return value;
        try
        {
            return JsonValue.Parse(shown);
        }
        catch (JsonException)
        {
            return new JsonValue(JsonSerializer.SerializeToElement(shown, PlainJson.Default.String));
        }
    }

    private static IEnumerable<string> SpellingsOf(Secret secret)
    {
        if (!secret.TryReveal(out var value))
            return [];
        return [value, Uri.EscapeDataString(value), JsonEncodedText.Encode(value).ToString(), Convert.ToBase64String(Encoding.UTF8.GetBytes(value))];
    }
}
