using Assay.Errors;

namespace Assay.Results;

/// <content>What happened, step by step.</content>
public abstract partial class RunResult
{
    /// <summary>Reads what happened to a candidate: attempts, conversation, extractors, judge calls, links, with times and errors.</summary>
    /// <param name="candidate">One of this result's candidates.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    /// <exception cref="AssayException">The orchestrator was given a store without its events (<see cref="ErrorCode.OptionInvalid"/>).</exception>
    public async Task<CandidateTimeline> TimelineAsync(CandidateResult candidate, CancellationToken cancellationToken = default) =>
        await Reader().ReadAsync(candidate, cancellationToken);

    /// <summary>Reads what happened to a trial's candidates.</summary>
    /// <param name="trial">One of this result's trials.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <inheritdoc cref="TimelineAsync(CandidateResult, CancellationToken)" path="/exception"/>
    public async Task<TrialTimeline> TimelineAsync(TrialResult trial, CancellationToken cancellationToken = default)
    {
        var reader = Reader();
        var timelines = new List<CandidateTimeline>(trial.Candidates.Count);
        foreach (var candidate in trial.Candidates)
            timelines.Add(await reader.ReadAsync(candidate, cancellationToken));
        return new TrialTimeline(trial, timelines);
    }

    private TimelineReader Reader() => new(Source.Storage
        ?? throw new AssayException(ErrorCode.OptionInvalid, "A timeline needs all parts of the store; give them in OrchestratorOptions.Storage."));
}
