using Assay.Errors;
using Assay.Execution;
using Assay.Identity;
using Assay.Runtime;
using Assay.Specs;

namespace Assay;

/// <content>Answers that are recorded beside the project.</content>
public sealed partial class Orchestrator
{
    /// <summary>
    /// Takes out of the recordings what these runs do not need: answers to questions that none of them asks any more, and those of judges that none of them has.
    /// </summary>
    /// <param name="sources">All experiments and benchmarks that the recordings are for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many answers were taken out.</returns>
    /// <exception cref="AssayException">The options name no recordings (<see cref="ErrorCode.OptionInvalid"/>), or a spec, the data or the recordings are at fault; nothing is taken out then.</exception>
    public async Task<int> PruneRecordingsAsync(IReadOnlyList<RunSource> sources, CancellationToken cancellationToken = default)
    {
        if (book is null)
            throw new AssayException(ErrorCode.OptionInvalid, $"There are no recordings; name their folder in {nameof(OrchestratorOptions)}.{nameof(OrchestratorOptions.Recordings)}.");
        var asked = new HashSet<Hash128>();
        var judges = new HashSet<(string? Id, string? Version)>();
        foreach (var source in sources)
        {
            foreach (var slice in (await PrepareAsync(source, RunStages.All, cancellationToken)).Tasks.Select(static task => task.Slice))
            {
                for (long ordinal = 0; ordinal < slice.Count; ordinal++)
                    asked.Add(slice.CandidateOf(ordinal).Key);
                judges.UnionWith(slice.Scores.SelectMany(static score => score.Judges).Select(static judge => ((string?)judge.Id, (string?)judge.Version)));
            }
        }

        return await book.PruneAsync(
            answer => answer.Judge is null ? !asked.Contains(answer.Key) : !judges.Contains((answer.Judge, answer.JudgeVersion)) || !answer.Graded.Any(asked.Contains),
            cancellationToken);
    }

    /// <summary>Records what the store has of a run, where that is asked for.</summary>
    private async Task RecordAsync(PreparedRun prepared, RunOptions? run, CancellationToken cancellationToken)
    {
        if (book is not { Records: true })
            return;
        await book.LoadAsync(cancellationToken);
        var storage = await GetStorageAsync(cancellationToken);
        var secrets = (run?.Context ?? RuntimeContext.Empty).Secrets.Values;
        await new RunRecorder(book, prepared.Store, storage.Projections, new SecretRedactor(secrets)).RecordAsync(prepared, cancellationToken);
    }
}
