using System.Text.Json;
using Assay.Execution;
using Assay.Planning;
using Assay.Specs;

namespace Assay.Exchange;

/// <summary>Writes the generations that a run lacks, each once, with everything that makes them elsewhere.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The project, and whether items' contents may leave.</param>
internal sealed class GenerationBundle(PreparedRun run, ExchangeSettings settings)
{
    /// <summary>Writes the bundle.</summary>
    public async Task<ExportSummary> WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        var (index, unrenderable) = await RunIndex.OfPendingAsync(run, settings.Ticker, cancellationToken);
        settings.Ticker.Begin(ExchangePhase.Writing, index.Count);
        using var lines = new JsonLineWriter(destination);
        var header = new BundleHeader(run, settings.Project, ExchangeFormats.GenerationBundle, "generation");
        await lines.WriteAsync(writer => header.Write(writer, index.Count, index.Places), cancellationToken);
        foreach (var key in index.Keys())
        {
            var places = index.PlacesOf(key);
            await lines.WriteAsync(writer => Write(writer, places), cancellationToken);
            settings.Ticker.Step();
        }

        await lines.FlushAsync(cancellationToken);
        settings.Ticker.End();
        return new ExportSummary(run.RunId, index.Count, index.Places) { Unrenderable = unrenderable };
    }

    private void Write(Utf8JsonWriter writer, IReadOnlyList<Place> places)
    {
        var slice = run.Tasks[places[0].Task].Slice;
        var candidate = slice.CandidateOf(places[0].Ordinal);
        var parameters = slice.Experiment.Params[candidate.Cell.Params];
        writer.WriteStartObject();
        writer.WriteString("key", candidate.Key.ToString());
        CandidateJson.WritePlace(writer, slice, places[0].Ordinal);
        CandidateJson.WriteModel(writer, candidate.Model.Spec);
        writer.WritePropertyName("params");
        writer.WriteRawValue(SpecJson.Write(parameters), skipInputValidation: true);
        writer.WriteNumber("seed", parameters.Seed ?? TrialIdentity.SeedOf(candidate.Key));
        CandidateJson.WriteMessages(writer, "messages", candidate.Prompt.Messages);
        if (!candidate.Prompt.FollowUps.IsEmpty)
            CandidateJson.WriteMessages(writer, "follow_ups", candidate.Prompt.FollowUps);
        CandidateJson.WriteSpecs(writer, "tools", slice.Tools);
        CandidateJson.WriteSpecs(writer, "mcp_servers", slice.McpServers.Select(static server => server with { AuthorizationSecret = null }));
        if (settings.StorePayloads)
            CandidateJson.WriteItem(writer, candidate.Item);
        if (places.Count > 1)
            WriteAlso(writer, places);
        writer.WriteEndObject();
    }

    private void WriteAlso(Utf8JsonWriter writer, IReadOnlyList<Place> places)
    {
        writer.WriteStartArray("also");
        foreach (var place in places.Skip(1))
        {
            writer.WriteStartObject();
            CandidateJson.WritePlace(writer, run.Tasks[place.Task].Slice, place.Ordinal);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
