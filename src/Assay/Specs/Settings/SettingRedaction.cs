using System.Text.Json;
using System.Text.RegularExpressions;
using Assay.Specs.Serialization;

namespace Assay.Specs.Settings;

/// <summary>Keeps what might be a secret out of reports: values under telling names, passwords in connection strings, and credentials in addresses.</summary>
internal static partial class SettingRedaction
{
    /// <summary>This member names a secret and holds none.</summary>
    private const string NameOfSecret = ".authorization_secret";

    private static readonly JsonValue Hidden = JsonValue.Parse("\"***\"");

    /// <summary>A value as it may be shown.</summary>
    public static JsonValue Shown(string path, JsonValue value)
    {
        if (TellingName().IsMatch(path) && !path.EndsWith(NameOfSecret, StringComparison.Ordinal))
            return Hidden;
        if (value.Element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            return new JsonValue(Within(value.Element));
        return value.Element.ValueKind == JsonValueKind.String ? new JsonValue(JsonSerializer.SerializeToElement(Text(value.Element.GetString()!), PlainJson.Default.String)) : value;
    }

    private static JsonElement Within(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonSerializer.SerializeToElement(element.EnumerateObject().ToDictionary(static member => member.Name, static member => Shown(member.Name, new JsonValue(member.Value)).Element), PlainJson.Default.DictionaryStringJsonElement),
        _ => JsonSerializer.SerializeToElement(element.EnumerateArray().Select(static item => Shown("", new JsonValue(item)).Element).ToList(), PlainJson.Default.ListJsonElement),
    };

    private static string Text(string text) => UserInfo().Replace(Password().Replace(text, "$1***"), "$1***@");

    [GeneratedRegex(@"(^|[._\-""\[])(password|passwd|pwd|passphrase|api_?key|access_?key|secret_?key|private_?key|client_?secret|secret|token|access_?token|bearer|authorization|credentials?)[""\]]*$", RegexOptions.IgnoreCase)]
    private static partial Regex TellingName();

    [GeneratedRegex(@"(\b(?:password|pwd|sslpassword)\s*=\s*)('(?:[^']|'')*'|""[^""]*""|[^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex(@"(\b[a-z][a-z0-9+.\-]*://)[^/@\s]+@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();
}
