using Assay.Contracts;
using Assay.Errors;
using Assay.Execution;
using Assay.Identity;

namespace Assay.Exchange;

/// <summary>Writes the scores that a run lacks of stored outputs, output by output, with everything that a metric reads.</summary>
/// <param name="run">The run.</param>
/// <param name="settings">The project, the hooks, and whether items' contents may leave.</param>
internal sealed class EvaluationBundle(PreparedRun run, ExchangeSettings settings)
{
    private readonly StoredScoring scoring = new(run, settings);
    private readonly EvaluationLine line = new(run, settings.StorePayloads);
    private long unscorable;

    /// <summary>Writes the bundle.</summary>
    public async Task<ExportSummary> WriteAsync(Stream destination, CancellationToken cancellationToken)
    {
        var pending = await PendingScores.FindAsync(run, settings.Ticker, cancellationToken);
        settings.Ticker.Begin(ExchangePhase.Writing, pending.Index.Count);
        await using var bundle = new BundleWriter();
        foreach (var key in pending.Index.Keys())
        {
            await AddAsync(bundle, key, pending, cancellationToken);
            settings.Ticker.Step();
        }

        await bundle.FinishAsync(destination, new BundleHeader(run, settings.Project, ExchangeFormats.EvaluationBundle, "evaluation"), cancellationToken);
        settings.Ticker.End();
        return new ExportSummary(run.RunId, bundle.Lines, bundle.Candidates) { Unscorable = unscorable };
    }

    /// <summary>Writes the lines of one generation: one for each item that shares it, or one for each score where hooks may show each something else.</summary>
    private async ValueTask AddAsync(BundleWriter bundle, Hash128 key, PendingScores pending, CancellationToken cancellationToken)
    {
        var generation = (await scoring.FindAsync([key], cancellationToken))[0];
        var places = pending.Index.PlacesOf(key);
        var seen = new HashSet<Hash128>();
        foreach (var group in places.GroupBy(DigestOf))
        {
            var scores = new List<AskedScore>();
            foreach (var place in group)
                await AskAsync(generation, key, place, pending.ScoresOf(place), seen, scores, cancellationToken);
            if (!settings.Hooks.AroundEvaluation)
                await AddAsync(bundle, key, group.Count(), scores, cancellationToken);
            else
                await AddEachAsync(bundle, key, group.Count(), scores, cancellationToken);
        }
    }

    private async ValueTask AskAsync(long generation, Hash128 key, Place place, IEnumerable<int> columns, HashSet<Hash128> seen, List<AskedScore> scores, CancellationToken cancellationToken)
    {
        var slice = run.Tasks[place.Task].Slice;
        var opened = await scoring.OpenAsync(generation, place, cancellationToken);
        foreach (var column in columns)
        {
            var evaluation = EvaluationKeys.Of(slice, place.Ordinal, key, column);
            if (!seen.Add(evaluation))
                continue;
            if (await TryAskAsync(opened, column, cancellationToken) is { } context)
                scores.Add(new AskedScore(evaluation, place, column, context, await opened.ParsedAsync(column, cancellationToken)));
            else
                unscorable++;
        }
    }

    private static async ValueTask<MetricContext?> TryAskAsync(OutputScoring opened, int column, CancellationToken cancellationToken)
    {
        try
        {
            return await opened.AskedAsync(column, cancellationToken);
        }
        catch (AssayException exception) when (exception.Code == ErrorCode.HookFailed)
        {
            return null;
        }
    }

    private async ValueTask AddEachAsync(BundleWriter bundle, Hash128 key, int candidates, List<AskedScore> scores, CancellationToken cancellationToken)
    {
        for (var i = 0; i < scores.Count; i++)
            await AddAsync(bundle, key, i == 0 ? candidates : 0, [scores[i]], cancellationToken);
    }

    private async ValueTask AddAsync(BundleWriter bundle, Hash128 key, int candidates, List<AskedScore> scores, CancellationToken cancellationToken)
    {
        if (scores.Count > 0)
            await bundle.AddAsync(candidates, writer => line.Write(writer, key, scores), cancellationToken);
    }

    private Hash128 DigestOf(Place place)
    {
        var slice = run.Tasks[place.Task].Slice;
        return slice.Items[slice.CellOf(place.Ordinal).Item].Digest;
    }
}
