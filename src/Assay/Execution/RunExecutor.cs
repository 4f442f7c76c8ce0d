using Assay.Errors;
using Assay.Execution.Batches;
using Assay.Execution.Spending;
using Assay.Runtime;
using Assay.Specs;
using Assay.Storage;
using Assay.Storage.Manifests;
using Assay.Telemetry;

namespace Assay.Execution;

/// <summary>Runs what is missing of a prepared run: generation, parse and score of each candidate, pipelined and bounded.</summary>
/// <param name="ledger">What this process has under way.</param>
/// <param name="inFlight">Bounds the candidates under way over all runs of the process.</param>
/// <param name="settings">Limits, retries and the clock.</param>
internal sealed class RunExecutor(GenerationLedger ledger, SemaphoreSlim inFlight, ExecutorSettings settings)
{
    /// <summary>How many tasks are under way at once; the candidates of all of them share the limits.</summary>
    private const int TasksAtOnce = 4;

    /// <summary>Runs; when nothing is missing, nothing is locked, written or called.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stages">The stages to go through; without generation only stored outputs are used.</param>
    /// <param name="options">Spending and progress.</param>
    /// <param name="announce">Tells others of the run once it is known that there is work, for as long as what it gives is not disposed; null tells nobody.</param>
    /// <param name="cancellationToken">Stops the run; what is committed stays.</param>
    public async Task<RunOutcome> RunAsync(PreparedRun run, RunStages stages, RunOptions options, Func<CancellationToken, ValueTask<IAsyncDisposable?>>? announce, CancellationToken cancellationToken)
    {
        var work = await ReadWorkAsync(run, stages, cancellationToken);
        if (work.TrueForAll(static one => one.IsEmpty))
            return RunOutcome.NothingToDo(run);

        var meter = MeterOf(run, options);
        await using var announced = announce is null ? null : await announce(cancellationToken);
        settings.Provenance.Begin();
        await using var right = await run.Store.AcquireWriterAsync(message => Wait(run, work, options, message), cancellationToken);

        // Another process may have done the work while we waited for the right to do it.
        work = await ReadWorkAsync(run, stages, cancellationToken);
        if (work.TrueForAll(static one => one.IsEmpty))
            return RunOutcome.NothingToDo(run);

        var row = await BeginAsync(run, options, cancellationToken);
        var breaker = NewBreaker();
        using var threads = NewThreads();
        await using var servers = NewServers(() => row);
        var tasks = run.Tasks.Select((task, i) => StateOf(task, work[i].Complete, options.Progress)).ToArray();
        options = options with { Meter = meter, Servers = servers };
        try
        {
            var (batched, stopped) = stages.HasFlag(RunStages.Generation) ? await AskByBatchAsync(run, row, work, options, cancellationToken) : default;
            options = options with { Batched = batched };
            await Parallel.ForEachAsync(
                Enumerable.Range(0, run.Tasks.Count).Where(i => !work[i].IsEmpty),
                new ParallelOptions { MaxDegreeOfParallelism = TasksAtOnce, CancellationToken = cancellationToken },
                (i, token) => PumpAsync(run, row, tasks[i], work[i], breaker, threads, stages, options, token));
            await run.Store.FlushAsync(cancellationToken);
            if (stopped is not null)
                breaker.Trip(stopped);
        }
        catch (OperationCanceledException)
        {
            await run.Store.EndRunAsync(row, RunState.Stopped, settings.Time.GetUtcNow(), CancellationToken.None);
            throw;
        }

        var outcome = new RunOutcome([.. tasks.Select(task => task.Counters.ToRun(breaker.Tripped) with { Warnings = servers.Warnings })], breaker.Tripped, row) { Warnings = servers.Warnings };
        await run.Store.EndRunAsync(row, outcome.State, settings.Time.GetUtcNow(), cancellationToken);
        foreach (var task in tasks)
            task.Counters.Report(force: true);
        return outcome;
    }

    /// <summary>Begins a run in the store.</summary>
    /// <returns>The run's row.</returns>
    public async ValueTask<long> BeginAsync(PreparedRun run, RunOptions options, CancellationToken cancellationToken)
    {
        if (settings.Book is { } book)
            await book.LoadAsync(cancellationToken);
        var provenance = await settings.Provenance.OfAsync(run, options.Context, options.MaySpend);
        return await run.Store.BeginRunAsync([.. run.Tasks.Select(static task => task.Binding.PlanId)], provenance.ToJson(), settings.Time.GetUtcNow(), cancellationToken);
    }

    /// <summary>Gives the workers of a run the budget that it was submitted with, or the project's.</summary>
    /// <param name="run">The run.</param>
    /// <param name="ledger">Where budgets are kept; null where the store keeps none.</param>
    /// <param name="given">The budget that it was submitted with; null for the project's.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="AssayException"><see cref="ErrorCode.OptionInvalid"/>: the budget is money and a model has no price, or the store keeps no budgets.</exception>
    public async ValueTask GrantAsync(PreparedRun run, IBudgetLedger? ledger, RunBudget? given, CancellationToken cancellationToken)
    {
        var budget = given ?? settings.Budget ?? new RunBudget();
        if (budget.IsBounded)
            EnsurePriced(run, new BudgetMeter(budget, settings.Prices, settings.Time));
        if (ledger is not null)
            await ledger.GrantAsync(run.RunId, new BudgetGrant(budget.Cost, budget.Tokens, budget.Time), cancellationToken);
        else if (budget.IsBounded)
            throw new AssayException(ErrorCode.OptionInvalid, "The run has a budget and is left to workers, and the store keeps no budgets; give no budget, or use a store in a file or on PostgreSQL.");
    }

    /// <summary>Counts what a worker spends of the budget that all workers of a run share.</summary>
    /// <param name="pool">The budget.</param>
    /// <param name="taken">What an earlier worker of the same name took of it.</param>
    public BudgetMeter NewMeter(BudgetPool pool, BudgetAmount taken)
    {
        var meter = new BudgetMeter(new RunBudget(), settings.Prices, settings.Time, pool);
        meter.AddSpent(taken);
        return meter;
    }

    /// <summary>What those who move a task's candidates share.</summary>
    /// <param name="task">The task.</param>
    /// <param name="complete">How many of its candidates are finished.</param>
    /// <param name="progress">Who is told of progress.</param>
    public TaskState StateOf(PreparedTask task, long complete, ProgressConfig? progress) => new(
        task,
        new RunCounters(task.Slice, complete, progress, settings.Time),
        new TrialGate(task.Slice.Samples, settings.ParallelCandidates),
        new ItemEntries(task.Slice, settings.StorePayloads));

    /// <summary>The threads for what uses the processor, as many as the project's policy says.</summary>
    public ProcessorThreads NewThreads() => new(settings.Policy.Parallelism ?? Environment.ProcessorCount);

    /// <summary>Connections to servers of tools, which are compared with what earlier runs saw.</summary>
    /// <param name="row">The run's row once it has begun.</param>
    public ToolServers NewServers(Func<long> row) => new(new ToolWatch(settings.Storage, row));

    /// <summary>A breaker of the project's policy.</summary>
    public CircuitBreaker NewBreaker() => new(settings.Policy.CircuitBreakerThreshold);

    /// <summary>Counts the candidates that are not finished in every stage, and those of them that failed wherever they are not.</summary>
    public static async Task<(long Open, long Failed)> CountOpenAsync(PreparedRun run, CancellationToken cancellationToken)
    {
        var work = await ReadWorkAsync(run, RunStages.All, cancellationToken);
        return (work.Sum(static one => one.Pending), work.Sum(static one => one.Failed));
    }

    /// <summary>Counts the candidates of each task that are finished in every stage.</summary>
    public static async Task<IReadOnlyList<long>> CountCompleteAsync(PreparedRun run, CancellationToken cancellationToken) =>
        [.. (await ReadWorkAsync(run, RunStages.All, cancellationToken)).Select(static one => one.Complete)];

    /// <summary>Moves candidates of one task through the stages, until none of the work is left or the breaker trips.</summary>
    /// <param name="run">The run.</param>
    /// <param name="row">The run's row.</param>
    /// <param name="state">The task.</param>
    /// <param name="work">The candidates.</param>
    /// <param name="breaker">Stops after too many equal failures.</param>
    /// <param name="threads">Where candidates are rendered, parsed and scored.</param>
    /// <param name="stages">The stages to go through.</param>
    /// <param name="options">Spending and what belongs to the run alone.</param>
    /// <param name="cancellationToken">Stops it; what is committed stays.</param>
    public async ValueTask PumpAsync(PreparedRun run, long row, TaskState state, PendingWork work, CircuitBreaker breaker, ProcessorThreads threads, RunStages stages, RunOptions options, CancellationToken cancellationToken)
    {
        var task = state.Task;
        var hooks = new HookPipeline(run.Source.Plugins.Hooks);
        var handlers = options.Context.WithHandlers(run.Source.Plugins, task.Slice.Tools.Select(static tool => tool.Id)).WithSecretsOf(task.Slice.ToolServers);
        var caller = new EngineCaller(settings.Policy, breaker, options.Meter, new SecretRedactor(handlers.Secrets.Values), settings.Time);
        var context = handlers.With(new RunModels(run, row, ledger, settings.Book, options.Permit, caller, breaker, handlers, settings.Time));
        var telemetry = new TaskTelemetry(new TelemetryPublisher(settings.Telemetry, new SecretRedactor(context.Secrets.Values), settings.Time), task.Slice, run.RunId.ToString());
        using var pump = new CandidatePump(
            run.Store, ledger, inFlight, task.Slice, task.Binding, work, state.Counters, breaker,
            new GenerationStage(caller, breaker, hooks, context, options.Servers, telemetry, settings.Time),
            new CandidateScorer(task.Slice, task.Binding.ParseIds, task.Binding.MetricIds, hooks, context, telemetry.Publisher, settings.Time, threads, options.MaySpend),
            telemetry,
            state.Trials,
            threads,
            state.Items,
            new PumpOptions(row, StageColumns.Of(task.Slice, task.Binding, stages), options.Permit, settings.ParallelCandidates) { Book = settings.Book, Batched = options.Batched, Time = settings.Time });
        await pump.RunAsync(cancellationToken);
    }

    /// <summary>Has the provider's batches make what is lacking, where the project's backend is one of batches and the run may spend.</summary>
    /// <returns>What they gave, and why they ended early; null for neither.</returns>
    /// <exception cref="AssayException">The engine has no batches: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    private async Task<(BatchedAnswers? Batched, AssayException? Stopped)> AskByBatchAsync(PreparedRun run, long row, List<PendingWork> work, RunOptions options, CancellationToken cancellationToken)
    {
        if (settings.Batches is not { } desk || run.Tasks.SelectMany(static task => task.Slice.Models).FirstOrDefault(model => model.Engine.Id == desk.Backend.Provider)?.Engine is not { } engine)
            return default;
        var endpoint = engine.Batches
            ?? throw new AssayException(ErrorCode.OptionInvalid, $"The backend's provider '{desk.Backend.Provider}' has no interface of batches that this library knows; name a provider that has one, or set the backend's kind to 'local'.");
        if (!options.Permit.Allows(engine) || new HookPipeline(run.Source.Plugins.Hooks).AroundInference)
            return default;
        var scope = new BatchScope(run, row, engine, endpoint, desk, new BatchBudget(options.Meter, engine), settings.Policy, options.Context, settings.Time);
        var batches = new BatchRun(scope, ledger, options.WaitsForBatches, (message, inBatch) => Wait(run, work, options, message, inBatch));
        var collector = new BatchCollector(scope, ledger, settings.Book, settings.ParallelCandidates);
        return (await batches.RunAsync((asked, token) => collector.CollectAsync(work, asked, token), cancellationToken), batches.Stopped);
    }

    /// <summary>Counts what a run spends; null where it may spend anything.</summary>
    /// <exception cref="AssayException">The budget is money, and a model has no price: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    private BudgetMeter? MeterOf(PreparedRun run, RunOptions options)
    {
        var meter = options.Meter ?? ((options.Budget ?? settings.Budget) is { IsBounded: true } budget ? new BudgetMeter(budget, settings.Prices, settings.Time) : null);
        if (options.MaySpend)
            EnsurePriced(run, meter);
        return meter;
    }

    private static void EnsurePriced(PreparedRun run, BudgetMeter? meter) => meter?.EnsurePriced(run.Tasks.SelectMany(static task =>
        task.Slice.Models.Select(static model => (model.Spec, model.Engine)).Concat(task.Slice.Scores.SelectMany(static score => score.JudgeModels)))
        .Where(static model => model.Engine.IsPaid).Select(static model => model.Spec.WireName));

    private static async Task<List<PendingWork>> ReadWorkAsync(PreparedRun run, RunStages stages, CancellationToken cancellationToken)
    {
        var work = new List<PendingWork>(run.Tasks.Count);
        foreach (var task in run.Tasks)
            work.Add(await PendingWork.ReadAsync(run.Store, task.Slice, task.Binding, StageColumns.Of(task.Slice, task.Binding, stages), cancellationToken));
        return work;
    }

    private static void Wait(PreparedRun run, List<PendingWork> work, RunOptions options, string message, long inBatch = 0)
    {
        var (slice, done) = (run.Tasks[0].Slice, work[0].Complete);
        options.Progress?.Tell(new RunProgress(slice.Experiment.Id, slice.Task.Id, slice.Count, done, done, 0, TimeSpan.Zero) { Waiting = message, InBatch = inBatch });
    }
}
