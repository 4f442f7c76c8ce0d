namespace Assay.Specs.Settings;

/// <summary>Where a setting came from.</summary>
public enum SettingOriginKind
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>A file.</summary>
    File,

    /// <summary>The caller's code.</summary>
    Code,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>The configuration of the host that the program runs in.</summary>
    Configuration,
}
