using Assay.Specs;

namespace Assay.Hosting;

/// <summary>What configuration said, to tell it from what code said later.</summary>
internal sealed class ConfiguredValues
{
    /// <summary>The project as the configuration gives it; null where it gives none.</summary>
    public ProjectSpec? Project { get; set; }

    /// <summary>The keys of the project's values, by their path in it, such as <c>execution.max_retries</c>.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The options besides, by name such as <c>parallel_candidates</c>: the key and the value.</summary>
    public Dictionary<string, (string Key, object? Value)> Options { get; } = new(StringComparer.Ordinal);
}
