using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Identity;
using Assay.Specs;

namespace Assay.Exchange;

/// <summary>Writes the generations that a run lacks, each once, with everything that makes them elsewhere.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The project, the hooks, and whether items' contents may leave.</param>
internal sealed class GenerationBundle(PreparedRun run, ExchangeSettings settings)
{
    private readonly InferenceHandOff handOff = new(settings.Hooks, settings.Context);

    /// <summary>Writes the bundle.</summary>
    public async Task<ExportSummary> WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        var (index, unaskable) = await RunIndex.OfPendingAsync(run, settings.Ticker, cancellationToken);
        settings.Ticker.Begin(ExchangePhase.Writing, index.Count);
        await using var bundle = new BundleWriter();
        foreach (var key in index.Keys())
        {
            if (!await AddAsync(bundle, key, index.PlacesOf(key), cancellationToken))
                unaskable++;
            settings.Ticker.Step();
        }

        await bundle.FinishAsync(destination, new BundleHeader(run, settings.Project, ExchangeFormats.GenerationBundle, "generation"), cancellationToken);
        settings.Ticker.End();
        return new ExportSummary(run.RunId, bundle.Lines, bundle.Candidates) { Unaskable = unaskable };
    }

    private async ValueTask<bool> AddAsync(BundleWriter bundle, Hash128 key, IReadOnlyList<Place> places, CancellationToken cancellationToken)
    {
        var slice = run.Tasks[places[0].Task].Slice;
        try
        {
            var request = await handOff.AskedAsync(slice, slice.CandidateOf(places[0].Ordinal), cancellationToken);
            await bundle.AddAsync(places.Count, writer => Write(writer, key, places, request), cancellationToken);
            return true;
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.HookFailed)
        {
            return false;
        }
    }

    private void Write(Utf8JsonWriter writer, Hash128 key, IReadOnlyList<Place> places, EngineRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("key", key.ToString());
        CandidateJson.WritePlace(writer, run.Tasks[places[0].Task].Slice, places[0].Ordinal);
        CandidateJson.WriteModel(writer, request.Model);
        writer.WritePropertyName("params");
        writer.WriteRawValue(SpecJson.Write(request.Params), skipInputValidation: true);
        writer.WriteNumber("seed", request.Seed);
        CandidateJson.WriteMessages(writer, "messages", request.Prompt.Messages);
        if (!request.Prompt.FollowUps.IsEmpty)
            CandidateJson.WriteMessages(writer, "follow_ups", request.Prompt.FollowUps);
        CandidateJson.WriteSpecs(writer, "tools", request.Tools);
        CandidateJson.WriteSpecs(writer, "mcp_servers", request.McpServers.Select(static server => server with { AuthorizationSecret = null }));
        if (settings.StorePayloads)
            CandidateJson.WriteItem(writer, request.Item);
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
