using System.Text.Json;
using Assay.Identity;
using Assay.Planning;
using Assay.Recordings;
using Assay.Runtime;
using Assay.Specs;
using Assay.Storage;

namespace Assay.Execution;

/// <summary>Writes into a project's recordings what the store has of a run: the answers of engines that are elsewhere, and those that its judges were given.</summary>
/// <param name="book">The recordings.</param>
/// <param name="store">Where outputs are kept.</param>
/// <param name="projections">Where the rest of generations is kept.</param>
/// <param name="redactor">Takes the run's secrets out of what is written.</param>
internal sealed class RunRecorder(AnswerBook book, IRunStore store, IProjectionReader projections, SecretRedactor redactor)
{
    private const int BatchSize = 1024;

    /// <summary>Writes what is stored and not recorded.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Stops it; nothing is written then.</param>
    /// <exception cref="Errors.DatasetException">The recordings cannot be read or written.</exception>
    public async Task RecordAsync(PreparedRun run, CancellationToken cancellationToken)
    {
        var added = new Dictionary<Hash128, RecordedAnswer>();
        foreach (var task in run.Tasks)
        {
            var slice = task.Slice;
            var judged = slice.Scores.Any(static score => score.JudgeModels.Any(static model => model.Engine.IsRemote));
            foreach (var batch in Enumerable.Range(0, checked((int)slice.Count)).Select(ordinal => slice.CandidateOf(ordinal)).Where(candidate => judged || candidate.Model.Engine.IsRemote).Chunk(BatchSize))
                await AddAsync(batch, judged, added, cancellationToken);
        }

        if (added.Count > 0)
            await book.AddAsync(run.Source.Experiment.Id, added.Values, cancellationToken);
    }

    private async ValueTask AddAsync(Candidate[] batch, bool judged, Dictionary<Hash128, RecordedAnswer> added, CancellationToken cancellationToken)
    {
        var found = new StoredGeneration[batch.Length];
        await store.FindGenerationsAsync(Array.ConvertAll(batch, static candidate => candidate.Key), found, cancellationToken);
        for (var i = 0; i < batch.Length; i++)
        {
            if (found[i].Status != GenerationStatus.Completed)
                continue;
            var (key, engine) = (batch[i].Key, batch[i].Model.Engine);
            if (engine.IsRemote && !book.Contains(key) && !added.ContainsKey(key) && await ReadAsync(found[i].Id, batch[i].Model.Spec.WireName, cancellationToken) is { } answer)
                added.Add(key, answer);
            if (judged)
                await AddVerdictsAsync(found[i].Id, key, added, cancellationToken);
        }
    }

    /// <summary>Adds the answers on which a generation's scores rest.</summary>
    private async ValueTask AddVerdictsAsync(long generation, Hash128 graded, Dictionary<Hash128, RecordedAnswer> added, CancellationToken cancellationToken)
    {
        foreach (var evaluation in await projections.ReadEvaluationsAsync(generation, null, cancellationToken))
        {
            foreach (var call in evaluation.JudgeCalls)
            {
                using var json = JsonDocument.Parse(call.Json);
                if (!json.RootElement.TryGetProperty("key", out var text) || !Hash128.TryParse(text.GetString(), out var key) || book.Contains(key, graded))
                    continue;
                if (!added.TryGetValue(key, out var answer))
                {
                    var found = new StoredGeneration[1];
                    await store.FindGenerationsAsync(new[] { key }, found, cancellationToken);
                    if (found[0].Status != GenerationStatus.Completed || await ReadAsync(found[0].Id, null, cancellationToken) is not { } read)
                        continue;
                    answer = read with { Judge = json.RootElement.GetProperty("judge").GetString(), JudgeVersion = json.RootElement.GetProperty("version").GetString() };
                }

                added[key] = answer.With(answer with { Graded = [graded] });
            }
        }
    }

    private async ValueTask<RecordedAnswer?> ReadAsync(long generation, string? model, CancellationToken cancellationToken)
    {
        if (await projections.ReadGenerationAsync(generation, cancellationToken) is not { } details)
            return null;
        var output = await store.ReadOutputAsync(generation, cancellationToken);
        var turns = details.Turns.Select(static turn => new ConversationTurn(turn.Role, turn.Text) { ToolName = turn.ToolName, ToolCallId = turn.ToolCallId, Arguments = turn.Arguments });
        var text = redactor.Redact(output.Text);
        var whole = new Output(text)
        {
            Logprobs = text == output.Text ? output.Logprobs : [],
            InputTokens = details.InputTokens,
            CachedInputTokens = details.CachedInputTokens,
            OutputTokens = details.OutputTokens,
            FinishReason = details.FinishReason,
            RequestId = details.RequestId,
            ModelVersion = details.ModelVersion,
            TimeToFirstToken = details.TimeToFirstToken,
            Conversation = ValueList.From(Canonical(turns)),
        };
        return RecordedEntry.Of(whole, details) with { Model = model ?? SpecJson.Read<ModelSpec>(details.ModelJson).WireName };
    }

    /// <summary>The turns without secrets, and with ids of calls that count from 1: providers make up new ones each time.</summary>
    private IEnumerable<ConversationTurn> Canonical(IEnumerable<ConversationTurn> turns)
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var turn in turns)
        {
            var id = turn.ToolCallId;
            if (id is not null && !ids.TryGetValue(id, out id))
                ids.Add(turn.ToolCallId!, id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"call_{ids.Count + 1}"));
            yield return turn with { Text = redactor.Redact(turn.Text), ToolCallId = id, Arguments = turn.Arguments is { } arguments ? redactor.RedactJson(arguments) : null };
        }
    }
}
