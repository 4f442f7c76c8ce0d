using System.Text.Json;
using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Identity;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Exchange;

/// <summary>Writes the generations that a run lacks, each once, with everything that makes them elsewhere.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The project, the hooks, and whether items' contents may leave.</param>
/// <param name="jobId">The job that they become part of; null for none.</param>
internal sealed class GenerationBundle(PreparedRun run, ExchangeSettings settings, string? jobId)
{
    private const int BatchSize = 4096;

    private readonly InferenceHandOff handOff = new(settings.Hooks, settings.Context);
    private readonly List<WorkPlace> written = [];

    /// <summary>Writes the bundle.</summary>
    public async Task<ExportSummary> WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        var (index, unaskable, held) = await RunIndex.OfPendingAsync(run, settings, cancellationToken);
        settings.Ticker.Begin(ExchangePhase.Writing, index.Count);
        await using var bundle = new BundleWriter();
        foreach (var key in index.Keys())
        {
            if (!await AddAsync(bundle, key, index.PlacesOf(key), cancellationToken))
                unaskable++;
            settings.Ticker.Step();
        }

        var header = new BundleHeader(run, settings.Project, ExchangeFormats.GenerationBundle, "generation") { JobId = jobId };
        await bundle.FinishAsync(destination, header, cancellationToken);
        settings.Ticker.End();
        return new ExportSummary(run.RunId, bundle.Lines, bundle.Candidates) { Unaskable = unaskable, Held = held };
    }

    /// <summary>Makes what was written part of the job, once the bundle is whole; nothing where there is no job.</summary>
    public async ValueTask HoldAsync(CancellationToken cancellationToken)
    {
        if (jobId is null)
            return;
        foreach (var places in written.Chunk(BatchSize))
            await settings.Manifests!.SetExternalJobAsync(run.RunId, places, jobId, cancellationToken);
    }

    private async ValueTask<bool> AddAsync(BundleWriter bundle, Hash128 key, IReadOnlyList<Place> places, CancellationToken cancellationToken)
    {
        var slice = run.Tasks[places[0].Task].Slice;
        try
        {
            var request = await handOff.AskedAsync(slice, slice.CandidateOf(places[0].Ordinal), cancellationToken);
            await bundle.AddAsync(places.Count, writer => Write(writer, key, places, request), cancellationToken);
            if (jobId is not null)
                written.AddRange(places.Select(place => new WorkPlace(run.Tasks[place.Task].Binding.PlanId, place.Ordinal)));
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
