using Assay.Specs.Settings;

namespace Assay.Specs;

/// <summary>A project as it was read from a file.</summary>
/// <param name="Project">The project; members that the file lacks have their defaults.</param>
/// <param name="Origins">Where the values that the file gives stand in it, by their path, such as <c>execution.max_retries</c>; any other value is a default.</param>
public sealed record LoadedProject(ProjectSpec Project, IReadOnlyDictionary<string, SettingOrigin> Origins);
