using System.Text.Json;
using Assay.Execution;

namespace Assay.Exchange;

/// <summary>The first line of a bundle: which run it belongs to and what follows.</summary>
/// <param name="Run">The run.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Format">What follows, see <see cref="ExchangeFormats"/>.</param>
/// <param name="Stage">The stage that is handed off.</param>
internal sealed record BundleHeader(PreparedRun Run, string Project, string Format, string Stage)
{
    /// <summary>The job that the work becomes part of; null for none.</summary>
    public string? JobId { get; init; }

    /// <summary>Writes it.</summary>
    /// <param name="writer">Receives one object.</param>
    /// <param name="lines">How many lines follow.</param>
    /// <param name="candidates">How many candidates wait for them.</param>
    public void Write(Utf8JsonWriter writer, long lines, long candidates)
    {
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        writer.WriteNumber("version", ExchangeFormats.Version);
        writer.WriteString("run_id", Run.RunId.ToString());
        writer.WriteString("project", Project);
        writer.WriteString("name", Run.Source.Experiment.Id);
        writer.WriteString("stage", Stage);
        writer.WriteNumber("count", lines);
        writer.WriteNumber("candidates", candidates);
        if (JobId is not null)
            writer.WriteString("job_id", JobId);
        writer.WriteEndObject();
    }
}
