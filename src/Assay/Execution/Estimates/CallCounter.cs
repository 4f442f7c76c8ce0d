using Assay.Execution.Batches;
using Assay.Identity;
using Assay.Planning;
using Assay.Recordings;
using Assay.Storage;

namespace Assay.Execution.Estimates;

/// <summary>
/// Counts the generations that a run's models would be asked for, each once however many candidates share it, and those that
/// are missing. One model at a time, so that the memory is that of its questions: prompt variants times items.
/// </summary>
/// <param name="store">Where results are kept.</param>
/// <param name="tokens">Counts prompts.</param>
/// <param name="book">Recorded answers, which are not missing; null for none.</param>
/// <param name="route">Which of them batches make; null for none.</param>
internal sealed class CallCounter(IRunStore store, PromptTokens tokens, AnswerBook? book, BatchRoute? route)
{
    private const int BatchSize = 1024;

    private readonly List<(Hash128 Key, int Params, bool IsBatched, long Tokens, int LaterTurns)> batch = new(BatchSize);

    /// <summary>Counts.</summary>
    /// <param name="slices">The tasks' plans.</param>
    /// <param name="tallies">One per model of the experiment, in order.</param>
    /// <param name="cancellationToken">Stops the counting.</param>
    public async ValueTask CountAsync(IReadOnlyList<PlannedSlice> slices, IReadOnlyList<ModelTally> tallies, CancellationToken cancellationToken)
    {
        var places = slices.SelectMany(static slice => slice.Models.Select((model, i) => (Slice: slice, Model: i, Asker: string.Concat(model.Askers))));
        foreach (var group in places.GroupBy(static place => place.Asker))
        {
            var seen = new HashSet<Hash128>();
            foreach (var (slice, model, _) in group)
                await CountAsync(slice, model, tallies[model], seen, cancellationToken);
        }
    }

    private async ValueTask CountAsync(PlannedSlice slice, int model, ModelTally tally, HashSet<Hash128> seen, CancellationToken cancellationToken)
    {
        for (var prompt = 0; prompt < slice.Prompts.Count; prompt++)
        {
            for (var item = 0; item < slice.Items.Count; item++)
            {
                var question = slice.QuestionOf(model, prompt, item);
                if (!seen.Add(question.Digest))
                    continue;
                if (question.Failure is not null || slice.Items[item].Failure is not null)
                {
                    tally.Unaskable++;
                    continue;
                }

                await AddAsync(slice, new Cell(model, prompt, 0, item, 0), question, tally, cancellationToken);
            }
        }

        await LookUpAsync(tally, cancellationToken);
    }

    private async ValueTask AddAsync(PlannedSlice slice, Cell place, Question question, ModelTally tally, CancellationToken cancellationToken)
    {
        var (count, method) = tokens.Count(slice, place.Model, (place.Prompt * slice.Items.Count) + place.Item, question, slice.Items[place.Item]);
        var asked = slice.Models[place.Model];
        tally.TooLong += count > asked.Engine.CapabilitiesOf(asked.Spec).MaxContextTokens ? 1 : 0;
        tally.ShowsImages |= method != TokenMethod.Engine && question.Prompt.Messages.Any(static message => message.Images.Count > 0);
        var isBatched = route?.Takes(slice, asked, question.Prompt) == true;
        for (var parameters = 0; parameters < slice.Experiment.Params.Count; parameters++)
        {
            for (var sample = 0; sample < slice.Samples; sample++)
            {
                tally.Add(parameters, isBatched, method, count, question.Prompt.FollowUps.Length);
                batch.Add((slice.KeyOf(place with { Params = parameters, Sample = sample }, question.Digest), parameters, isBatched, count, question.Prompt.FollowUps.Length));
                if (batch.Count == BatchSize)
                    await LookUpAsync(tally, cancellationToken);
            }
        }
    }

    private async ValueTask LookUpAsync(ModelTally tally, CancellationToken cancellationToken)
    {
        var found = new StoredGeneration[batch.Count];
        await store.FindGenerationsAsync(batch.Select(static call => call.Key).ToArray(), found, cancellationToken);
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].Status != GenerationStatus.Completed && book?.Contains(batch[i].Key) != true)
                tally.AddMissing(batch[i].Params, batch[i].IsBatched, batch[i].Tokens, batch[i].LaterTurns);
        }

        batch.Clear();
    }
}
