namespace Assay.Contracts;

/// <summary>One registered plugin, for reports.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version or code digest.</param>
/// <param name="Origin">How it came into the registry.</param>
public sealed record PluginDescription(PluginKind Kind, string Id, string Version, PluginOrigin Origin);
