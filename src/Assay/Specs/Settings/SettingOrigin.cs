namespace Assay.Specs.Settings;

/// <summary>Where a setting came from.</summary>
/// <param name="Kind">What it came from.</param>
/// <param name="Detail">The file with line and column, the variable's name, or the configuration's key; null where that says nothing.</param>
public sealed record SettingOrigin(SettingOriginKind Kind, string? Detail = null)
{
    /// <summary>Nobody set it.</summary>
    public static SettingOrigin Default { get; } = new(SettingOriginKind.Default);

    /// <summary>The caller's code.</summary>
    public static SettingOrigin Code { get; } = new(SettingOriginKind.Code);

    /// <summary>An environment variable.</summary>
    /// <param name="variable">Its name.</param>
    public static SettingOrigin Environment(string variable) => new(SettingOriginKind.Environment, variable);

    /// <summary>The configuration of a host.</summary>
    /// <param name="key">Its key: <c>Assay:Execution:MaxRetries</c>.</param>
    public static SettingOrigin Configuration(string key) => new(SettingOriginKind.Configuration, key);

    /// <summary>A file.</summary>
    /// <param name="place">The file, and where it is known, line and column: <c>assay.toml(3,5)</c>.</param>
    public static SettingOrigin File(string place) => new(SettingOriginKind.File, place);

    /// <summary>The origin in words: <c>file assay.toml(3,5)</c>.</summary>
    public override string ToString() => Detail is null ? Kind.ToString().ToLowerInvariant() : $"{Kind.ToString().ToLowerInvariant()} {Detail}";
}
