using System.Runtime.CompilerServices;
using Assay.Errors;
using Assay.Execution;
using Assay.Identity;
using Assay.Storage;

namespace Assay.Results;

/// <summary>
/// What a run found. It reads the store when it is asked, so it shows what is stored then; nothing but figures is held in memory.
/// Safe for concurrent use while its orchestrator is open.
/// </summary>
public abstract partial class RunResult
{
    private protected RunResult(ResultSource source, IReadOnlyList<TaskScope> tasks)
    {
        Source = source;
        Tasks = tasks;
        ModelIds = Distinct(static task => task.ModelIds);
        PromptIds = Distinct(static task => task.PromptIds);
        ParamsLabels = Distinct(static task => task.ParamsLabels);
        Scores = [.. tasks.SelectMany(static task => task.Columns).Select(static column => new ResultScore(column.Name, column.Hash, column.Parse, column.HigherIsBetter)).Distinct()];
    }

    /// <summary>The run's identity: the same spec and data give the same one.</summary>
    public Hash128 RunId => Source.RunId;

    /// <summary>The experiment's or benchmark's id.</summary>
    public string ExperimentId => Source.Tasks.Count == 0 ? "" : Source.Tasks[0].Slice.Experiment.Id;

    /// <summary>How the run stood when it ended or was asked for.</summary>
    public RunState State => Source.State;

    /// <summary>What the call that gave the results did, and why it stopped if it did; null for results that were only read.</summary>
    public RunWork? Work => Source.Work;

    /// <summary>The tasks' ids, in order; a benchmark's slices.</summary>
    public IReadOnlyList<string> TaskIds => [.. Tasks.Select(static task => task.Id)];

    /// <summary>The models' ids, in the order of the spec.</summary>
    public IReadOnlyList<string> ModelIds { get; }

    /// <summary>The prompt variants' ids, in the order of the tasks; an empty id stands for a task without prompts.</summary>
    public IReadOnlyList<string> PromptIds { get; }

    /// <summary>The sets of params as short JSON; one empty label where there is one set only.</summary>
    public IReadOnlyList<string> ParamsLabels { get; }

    /// <summary>The scores, in the order of the tasks; one of the same name and hash in several tasks counts once.</summary>
    public IReadOnlyList<ResultScore> Scores { get; }

    /// <summary>The parses that scores read or that stand for themselves, in the order of the tasks.</summary>
    public IReadOnlyList<ResultParse> Parses =>
        [.. Tasks.SelectMany(static task => task.Slice.Parses).Select(static parse => new ResultParse(parse.Spec.Id, parse.Identity)).Distinct()];

    internal ResultSource Source { get; }

    internal IReadOnlyList<TaskScope> Tasks { get; }

    /// <summary>Streams the trials, each with its candidates, in the order of the plan: those of which nothing is stored among them.</summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async IAsyncEnumerable<TrialResult> TrialsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var task in Tasks)
        {
            await foreach (var row in TrialScan.ReadAsync(Source.Store, task, cancellationToken))
                yield return TrialOf(row);
        }
    }

    /// <summary>Streams the candidates, in the order of the plan: those of which nothing is stored among them.</summary>
    /// <param name="cancellationToken">Stops the stream.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async IAsyncEnumerable<CandidateResult> CandidatesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var trial in TrialsAsync(cancellationToken))
        {
            foreach (var candidate in trial.Candidates)
                yield return candidate;
        }
    }

    /// <summary>Finds a trial by the beginning of its hash; where several slices ask the same thing, in the first of them.</summary>
    /// <param name="hexPrefix">1 to 32 hexadecimal digits, in either case.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="AssayException">
    /// No trial's hash begins so (<see cref="ErrorCode.HashUnknown"/>), several do (<see cref="ErrorCode.HashAmbiguous"/>), or it is not hexadecimal (<see cref="ErrorCode.OptionInvalid"/>).
    /// </exception>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<TrialResult> FindTrialAsync(string hexPrefix, CancellationToken cancellationToken = default)
    {
        var found = TrialSearch.FindTrial(Tasks, HashPrefix.Parse(hexPrefix), cancellationToken);
        return TrialOf(await TrialSearch.ReadAsync(Source.Store, found, cancellationToken));
    }

    /// <summary>Finds a candidate by the beginning of its hash; where several slices ask the same thing, in the first of them.</summary>
    /// <inheritdoc cref="FindTrialAsync" path="/param|/exception"/>
    public async Task<CandidateResult> FindCandidateAsync(string hexPrefix, CancellationToken cancellationToken = default)
    {
        var found = TrialSearch.FindCandidate(Tasks, HashPrefix.Parse(hexPrefix), cancellationToken);
        return TrialOf(await TrialSearch.ReadAsync(Source.Store, found, cancellationToken)).Candidates[(int)(found.Ordinal % found.Task.Slice.Samples)];
    }

    /// <summary>Counts trials and candidates, and how they stand.</summary>
    /// <param name="cancellationToken">Stops the counting.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public async Task<ResultTotals> TotalsAsync(CancellationToken cancellationToken = default)
    {
        var counts = new long[3];
        var unparsed = 0L;
        foreach (var task in Tasks)
        {
            await foreach (var row in TrialScan.ReadAsync(Source.Store, task, cancellationToken))
            {
                for (var sample = 0; sample < row.Samples; sample++)
                {
                    var status = row.StatusOf(sample);
                    counts[(int)status]++;
                    if (status == ResultStatus.Completed && HasUnparsed(row, sample))
                        unparsed++;
                }
            }
        }

        return new ResultTotals(Tasks.Sum(static task => task.Slice.Trials), counts.Sum(), counts[0], counts[1], counts[2], unparsed);
    }

    private static bool HasUnparsed(TrialRow row, int sample)
    {
        for (var column = 0; column < row.Task.Overlays.Count; column++)
        {
            if (row.Scores(column)[sample].Failure is not null)
                return true;
        }

        return false;
    }

    private TrialResult TrialOf(TrialRow row)
    {
        Span<Hash128> ids = row.Samples <= 64 ? stackalloc Hash128[row.Samples] : new Hash128[row.Samples];
        var trialId = row.Task.Slice.TrialIdOf(row.Cell, ids);
        var candidates = new CandidateResult[row.Samples];
        for (var sample = 0; sample < candidates.Length; sample++)
            candidates[sample] = new CandidateResult(Source, row, sample, trialId, ids[sample]);
        return new TrialResult(trialId, candidates);
    }

    private IReadOnlyList<string> Distinct(Func<TaskScope, IReadOnlyList<string>> ids) => [.. Tasks.SelectMany(ids).Distinct(StringComparer.Ordinal)];
}
