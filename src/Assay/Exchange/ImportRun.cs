using System.Text.Json.Nodes;
using Assay.Execution;
using Assay.Storage;

namespace Assay.Exchange;

/// <summary>The row of a run that records results made elsewhere; begun when the first one is recorded.</summary>
/// <param name="run">The run that they are for.</param>
/// <param name="format">The form of the file.</param>
/// <param name="file">The file as problems show it.</param>
/// <param name="settings">The clock, and with what runs are made.</param>
internal sealed class ImportRun(PreparedRun run, string format, string file, ExchangeSettings settings)
{
    private long row;

    /// <summary>The row.</summary>
    public async ValueTask<long> RowAsync(CancellationToken cancellationToken) =>
        row != 0 ? row : row = await run.Store.BeginRunAsync([.. run.Tasks.Select(static task => task.Binding.PlanId)], await OriginAsync(), settings.Time.GetUtcNow(), cancellationToken);

    /// <summary>Commits what was recorded and ends the row, if it was begun.</summary>
    public async ValueTask EndAsync(RunState state, CancellationToken cancellationToken)
    {
        await run.Store.FlushAsync(cancellationToken);
        if (row != 0)
            await run.Store.EndRunAsync(row, state, settings.Time.GetUtcNow(), cancellationToken);
    }

    private async ValueTask<string> OriginAsync()
    {
        var provenance = JsonNode.Parse((await settings.Provenance.OfAsync(run, settings.Context, maySpend: null)).ToJson())!.AsObject();
        provenance["import"] = new JsonObject { ["format"] = format, ["file"] = file, ["run_id"] = run.RunId.ToString() };
        return provenance.ToJsonString();
    }
}
