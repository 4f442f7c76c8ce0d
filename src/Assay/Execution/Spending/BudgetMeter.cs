using System.Globalization;
using Assay.Errors;
using Assay.Execution.Estimates;
using Assay.Specs;
using Assay.Storage.Manifests;

namespace Assay.Execution.Spending;

/// <summary>Counts what calls have spent and may still spend. Runs that share one meter share the budget. Safe for concurrent use.</summary>
/// <param name="budget">What may be spent.</param>
/// <param name="prices">What models cost.</param>
/// <param name="time">The clock.</param>
/// <param name="pool">Other processes that share the budget, which is the pool's then; null for none.</param>
internal sealed class BudgetMeter(RunBudget budget, ValueList<PriceSpec> prices, TimeProvider time, BudgetPool? pool = null)
{
    /// <summary>How long a completion may be where nobody says.</summary>
    private const int UnknownCompletion = 1_024;

    private readonly Lock gate = new();
    private readonly Tokenizers tokenizers = new();
    private readonly long started = time.GetTimestamp();
    private readonly Dictionary<string, int> longest = new(StringComparer.Ordinal);
    private TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BudgetAmount spent;
    private BudgetAmount reserved;
    private int held;
    private int blocked;

    /// <summary>What was spent.</summary>
    public BudgetAmount Spent
    {
        get
        {
            lock (gate)
                return spent;
        }
    }

    /// <summary>Why a run stopped that had nothing left to spend.</summary>
    public AssayException Exhausted => new(ErrorCode.BudgetExhausted, string.Create(
        CultureInfo.InvariantCulture,
        $"Stopped by the budget{Bounds()}: {Taken()} spent, and the next call may take more than is left. Raise the budget, or run again with a new one: what is done stays done."));

    /// <summary>Refuses models whose cost is not known, where money is bounded.</summary>
    /// <param name="models">The wire names of the models that cost money.</param>
    /// <exception cref="AssayException">A model has no price: <see cref="ErrorCode.OptionInvalid"/>.</exception>
    public void EnsurePriced(IEnumerable<string> models)
    {
        if (budget.Cost is not null && models.FirstOrDefault(model => PriceOf(model) is null) is { } unpriced)
            throw new AssayException(ErrorCode.OptionInvalid, $"The budget is money, and the model '{unpriced}' has no price; add one to the project's prices, or give the budget in tokens or time.");
    }

    /// <summary>Adds what another process spent of the same budget.</summary>
    public void AddSpent(BudgetAmount elsewhere)
    {
        lock (gate)
            spent += elsewhere;
    }

    /// <summary>How many tokens a prompt has, and a tenth more, for what providers add.</summary>
    public int CountPrompt(ModelSpec model, Prompt prompt, int? counted) => (int)((counted ?? tokenizers.Of(model).Count(prompt)) * 1.1) + 8;

    /// <summary>How long a completion may be: as long as the params allow, else as the longest so far.</summary>
    public int LongestCompletion(ModelSpec model, int? maxTokens)
    {
        lock (gate)
            return maxTokens ?? Math.Max(UnknownCompletion, longest.GetValueOrDefault(model.WireName));
    }

    /// <summary>Reserves; waits while calls that are under way may leave enough.</summary>
    /// <param name="model">The model.</param>
    /// <param name="costs">Whether calls cost money.</param>
    /// <param name="isBatched">Whether a batch makes the call.</param>
    /// <param name="prompt">How many tokens are read.</param>
    /// <param name="completion">How many may be generated.</param>
    /// <param name="own">How many reservations the caller has already, which it cannot settle while it waits here.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Whether it is reserved; false where it does not fit any more.</returns>
    public async ValueTask<BudgetAmount?> TryReserveAsync(ModelSpec model, bool costs, bool isBatched, int prompt, int completion, int own, CancellationToken cancellationToken)
    {
        var wanted = AmountOf(model, costs, isBatched, prompt, 0, completion);
        if (pool is not null)
            return await TryReserveAsync(pool, wanted, own, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (budget.Time is { } limit && time.GetElapsedTime(started) >= limit)
                    return null;
                if (Fits(wanted))
                {
                    reserved += wanted;
                    held++;
                    return wanted;
                }

                if (held - blocked - own <= 0 || !MayFit(wanted))
                    return null;
                blocked += own;
                next = settled.Task;
            }

            try
            {
                await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                lock (gate)
                    blocked -= own;
            }
        }
    }

    /// <summary>Tells those who share the budget what was spent and is reserved.</summary>
    public async ValueTask ReportAsync(CancellationToken cancellationToken)
    {
        if (pool is null)
            return;
        using var turn = await pool.EnterAsync(cancellationToken).ConfigureAwait(false);
        var (taken, kept, active) = State(0);
        if (await pool.HoldAsync(taken, kept, active, default, cancellationToken).ConfigureAwait(false) == PoolAnswer.Changed)
            Renew();
    }

    /// <summary>Ends a reservation.</summary>
    /// <param name="amount">What was reserved.</param>
    /// <param name="taken">What was spent of it.</param>
    public void Settle(BudgetAmount amount, BudgetAmount taken)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            reserved -= amount;
            spent += taken;
            held--;
            waiting = settled;
            settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    /// <summary>What an answer took.</summary>
    public BudgetAmount AmountOf(ModelSpec model, bool costs, bool isBatched, Output output)
    {
        lock (gate)
            longest[model.WireName] = Math.Max(longest.GetValueOrDefault(model.WireName), output.OutputTokens ?? 0);
        return AmountOf(model, costs, isBatched, output.InputTokens ?? 0, output.CachedInputTokens ?? 0, output.OutputTokens ?? 0);
    }

    private BudgetAmount AmountOf(ModelSpec model, bool costs, bool isBatched, int prompt, int cached, int completion) => new(
        costs && PriceOf(model.WireName) is { } price ? (decimal)price.CostOf(prompt, cached, completion, isBatched) : 0,
        (long)prompt + completion);

    /// <summary>Reserves of a budget that is shared: it must hold what every process has spent and reserved.</summary>
    private async ValueTask<BudgetAmount?> TryReserveAsync(BudgetPool shared, BudgetAmount wanted, int own, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            using (await shared.EnterAsync(cancellationToken).ConfigureAwait(false))
            {
                lock (gate)
                    next = settled.Task;
                var (taken, kept, active) = State(own);
                var answer = await shared.HoldAsync(taken, kept, active, wanted, cancellationToken).ConfigureAwait(false);
                if (answer == PoolAnswer.Changed)
                {
                    Renew();
                    continue;
                }

                lock (gate)
                {
                    if (answer == PoolAnswer.Held)
                    {
                        reserved += wanted;
                        held++;
                        return wanted;
                    }

                    // A call of this process that has ended since it was asked may have left what is wanted.
                    if (answer == PoolAnswer.Never && next.IsCompleted && !shared.IsOver)
                        continue;
                    var isOwnUnderWay = held - blocked - own > 0 && shared.Grant.Holds(spent + wanted);
                    if (answer == PoolAnswer.Never && (!isOwnUnderWay || shared.IsOver))
                        return null;
                    blocked += own;
                }
            }

            try
            {
                await shared.WaitAsync(next, cancellationToken).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                lock (gate)
                    blocked -= own;
            }
        }
    }

    private (BudgetAmount Spent, BudgetAmount Reserved, int Active) State(int own)
    {
        lock (gate)
            return (spent, reserved, held - blocked - own);
    }

    /// <summary>Begins to count anew: another budget was given.</summary>
    private void Renew()
    {
        lock (gate)
            spent = default;
    }

    private bool Fits(BudgetAmount wanted) => IsWithin(spent + reserved + wanted);

    /// <summary>Whether it would fit if nothing that is under way took anything.</summary>
    private bool MayFit(BudgetAmount wanted) => IsWithin(spent + wanted);

    private bool IsWithin(BudgetAmount all) => (budget.Cost is not { } cost || all.Cost <= cost) && (budget.Tokens is not { } tokens || all.Tokens <= tokens);

    private PriceSpec? PriceOf(string model) => prices.FirstOrDefault(price => price.Model == model);

    private string Bounds()
    {
        var bounds = new List<string>();
        var given = pool is null ? budget : new RunBudget { Cost = pool.Grant.Cost, Tokens = pool.Grant.Tokens, Time = pool.Grant.Time };
        if (given.Cost is { } cost)
            bounds.Add(string.Create(CultureInfo.InvariantCulture, $"{cost:0.00##} in money"));
        if (given.Tokens is { } tokens)
            bounds.Add(string.Create(CultureInfo.InvariantCulture, $"{tokens:N0} tokens"));
        if (given.Time is { } limit)
            bounds.Add(string.Create(CultureInfo.InvariantCulture, $"{limit:c}"));
        return $" of {string.Join(", ", bounds)}";
    }

    private string Taken()
    {
        var all = Spent + (pool?.Elsewhere ?? default);
        return string.Create(CultureInfo.InvariantCulture, $"{all.Cost:0.00####} in money and {all.Tokens:N0} tokens in {time.GetElapsedTime(started):hh\\:mm\\:ss}");
    }
}
