using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Specs;
using Assay.Specs.Serialization;
using Assay.Specs.Settings;
using Microsoft.Extensions.Configuration;

namespace Assay.Hosting;

/// <summary>Says where settings came from that configuration gave.</summary>
/// <param name="configured">What configuration gave.</param>
/// <param name="root">The container's configuration, whose parts say which of them are environment variables; null where there is none.</param>
internal sealed class ConfiguredOrigins(ConfiguredValues configured, IConfigurationRoot? root)
{
    private const string EnvironmentProvider = "EnvironmentVariablesConfigurationProvider";
    private const string Prefix = "project.";

    /// <summary>The origins of a project's values by their path; a value that code has changed is code's.</summary>
    public IReadOnlyDictionary<string, SettingOrigin>? Of(ProjectSpec project)
    {
        if (configured.Project is not { } given)
            return null;
        var places = configured.Keys.ToDictionary(static pair => pair.Key, pair => OriginOf(pair.Value), StringComparer.Ordinal);
        var before = SpecSettings.Of(given, "project", places).ToDictionary(static setting => setting.Path, StringComparer.Ordinal);
        var origins = new Dictionary<string, SettingOrigin>(StringComparer.Ordinal);
        foreach (var setting in SpecSettings.Of(project, "project"))
        {
            var origin = before.TryGetValue(setting.Path, out var old) && old.Value.Equals(setting.Value) ? old.Origin : setting.Origin;
            if (origin.Kind != SettingOriginKind.Default)
                origins.Add(setting.Path[Prefix.Length..], origin);
        }

        return origins;
    }

    /// <summary>The options that are still what configuration said.</summary>
    public ValueList<ConfigSetting> Of(AssayOptions options)
    {
        return [.. new[] { Of("project_directory", options.ProjectDirectory, PlainJson.Default.String), Of("store_directory", options.StoreDirectory, PlainJson.Default.String), Of("parallel_candidates", options.ParallelCandidates, PlainJson.Default.Int32) }.OfType<ConfigSetting>()];

        ConfigSetting? Of<T>(string name, T? value, JsonTypeInfo<T> type) => configured.Options.TryGetValue(name, out var given) && value is not null && Equals(given.Value, value)
            ? new ConfigSetting($"options.{name}", new JsonValue(JsonSerializer.SerializeToElement(value, type)), OriginOf(given.Key))
            : null;
    }

    private SettingOrigin OriginOf(string key) =>
        root?.Providers.LastOrDefault(provider => provider.TryGet(key, out _))?.GetType().Name == EnvironmentProvider ? SettingOrigin.Environment(VariableOf(key)) : SettingOrigin.Configuration(key);

    /// <summary>The variable that gives a key; the host may have cut a beginning off its name.</summary>
    private static string VariableOf(string key)
    {
        var name = key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
        return Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(variable => variable.EndsWith(name, StringComparison.OrdinalIgnoreCase))
            .MinBy(static variable => variable.Length) ?? name;
    }
}
