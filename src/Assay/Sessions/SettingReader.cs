using System.Text.Json;
using Assay.Errors;
using Assay.Specs;
using Assay.Specs.Serialization;
using Assay.Specs.Settings;

namespace Assay.Sessions;

/// <summary>Reads a session's settings from the environment, else from what the build wrote, and remembers where each came from.</summary>
/// <param name="environment">Reads an environment variable; null for one that is not set.</param>
/// <param name="file">What the build wrote.</param>
/// <param name="fullPath">Where that file lies.</param>
internal sealed class SettingReader(Func<string, string?> environment, JsonElement file, string fullPath)
{
    private readonly List<ConfigSetting> found = [];

    /// <summary>What was read under a path, and where it came from.</summary>
    public IReadOnlyList<ConfigSetting> Found => found;

    /// <summary>Reads a text; null when it is given nowhere, or empty.</summary>
    /// <param name="member">The file's member; null for none.</param>
    /// <param name="variable">The variable, which comes first; null for none.</param>
    /// <param name="path">The setting's name in config reports; null for one that is not reported.</param>
    /// <param name="byDefault">What it then is, for config reports; null for nothing.</param>
    public string? Text(string? member, string? variable = null, string? path = null, string? byDefault = null)
    {
        if (variable is not null && environment(variable) is { } set && !string.IsNullOrWhiteSpace(set))
            return Remember(path, set, SettingOrigin.Environment(variable));
        if (member is not null && file.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString()))
            return Remember(path, value.GetString()!, SettingOrigin.File(Path.GetFileName(fullPath)));
        if (byDefault is not null)
            Remember(path, byDefault, SettingOrigin.Default);
        return null;
    }

    /// <summary>Reads one of several words, in any case.</summary>
    /// <param name="known">The words, as they are returned; the first is the default.</param>
    /// <param name="member">As for <see cref="Text"/>.</param>
    /// <param name="variable">As for <see cref="Text"/>.</param>
    /// <param name="path">As for <see cref="Text"/>.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: another word is given; the problem says where.</exception>
    public string Choice(IReadOnlyList<string> known, string? member, string variable, string path)
    {
        if (Text(member, variable, path, known[0]) is not { } text)
            return known[0];
        if (known.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) is { } match)
            return match;
        var mend = $"is '{text}', which is not known; take one of {string.Join(", ", known)}.";
        throw new AssayException(environment(variable) == text
            ? new Problem(ErrorCode.OptionInvalid, $"The environment variable {variable} {mend}")
            : new Problem(ErrorCode.OptionInvalid, $"The setting '{member}' {mend}") { File = fullPath });
    }

    private string Remember(string? path, string value, SettingOrigin origin)
    {
        if (path is not null)
            found.Add(new ConfigSetting(path, new JsonValue(JsonSerializer.SerializeToElement(value, PlainJson.Default.String)), origin));
        return value;
    }
}
