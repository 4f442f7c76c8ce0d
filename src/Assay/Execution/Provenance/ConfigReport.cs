using Assay.Identity;
using Assay.Specs;
using Assay.Specs.Settings;

namespace Assay.Execution.Provenance;

/// <summary>Every effective setting of a run, where it came from, and with what the run was made: enough to repeat it. It holds no secret.</summary>
/// <param name="RunId">The run's identity.</param>
/// <param name="Name">The benchmark's or experiment's id.</param>
/// <param name="Settings">The settings: those of the spec, of the project, of the orchestrator and what stands around it. What is null or empty is left out.</param>
/// <param name="Provenance">With what it was made, or would be made now.</param>
public sealed record ConfigReport(Hash128 RunId, string Name, ValueList<ConfigSetting> Settings, RunProvenance Provenance)
{
    /// <summary>The report for people, as Markdown with line feeds.</summary>
    public string ToMarkdown() => ConfigReportText.Markdown(this);

    /// <summary>The report for programs, as JSON on one line.</summary>
    public string ToJson() => ConfigReportText.Json(this);
}
