using System.Diagnostics.CodeAnalysis;
using Assay.Identity;
using Assay.Storage.Manifests;

namespace Assay.Execution.Spending;

/// <summary>A worker's side of the budget that all workers of a run share.</summary>
/// <param name="ledger">Where it is kept.</param>
/// <param name="run">The run.</param>
/// <param name="owner">The worker.</param>
/// <param name="alive">The workers that hold leases on the run now.</param>
/// <param name="ttl">For how long a worker that says nothing and holds no lease is taken to live.</param>
/// <param name="poll">How often it is looked whether others have left something.</param>
/// <param name="time">The clock.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing that is to be given back.")]
internal sealed class BudgetPool(IBudgetLedger ledger, Hash128 run, string owner, Func<CancellationToken, ValueTask<IReadOnlySet<string>>> alive, TimeSpan ttl, TimeSpan poll, TimeProvider time)
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>The budget that this worker last knew of.</summary>
    public BudgetGrant Grant { get; private set; } = new(null, null, null);

    /// <summary>What the others have taken, as last known.</summary>
    public BudgetAmount Elsewhere { get; private set; }

    /// <summary>Whether its time is over.</summary>
    public bool IsOver => Grant is { Time: { } limit, Began: { } began } && time.GetUtcNow() - began >= limit;

    /// <summary>Reads the budget that is in force.</summary>
    /// <returns>What an earlier worker of the same name took of it, all that it held among it; null where nothing is bounded.</returns>
    public async ValueTask<BudgetAmount?> OpenAsync(CancellationToken cancellationToken)
    {
        var standing = await ledger.FindAsync(run, cancellationToken);
        Take(standing, owner);
        return Grant.IsBounded ? standing.Others.Where(share => share.Owner == owner).Aggregate(default(BudgetAmount), static (sum, share) => sum + share.Spent + share.Held) : null;
    }

    /// <summary>Lets one reservation of this worker after the other be made, so that what it last said is what is true.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    /// <summary>Says what this worker has spent and reserved, and reserves more where that fits.</summary>
    /// <param name="spent">What it has spent.</param>
    /// <param name="held">What it has reserved.</param>
    /// <param name="active">How many of its calls may end without waiting for anybody.</param>
    /// <param name="wanted">What it wants; zero only says the rest.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public async ValueTask<PoolAnswer> HoldAsync(BudgetAmount spent, BudgetAmount held, int active, BudgetAmount wanted, CancellationToken cancellationToken)
    {
        var known = Grant.Id;
        var standing = await ledger.HoldAsync(run, known, new BudgetShare(owner, spent, held, active), wanted, time.GetUtcNow(), cancellationToken);
        Take(standing, owner);
        if (Grant.Id != known)
            return PoolAnswer.Changed;
        if (standing.IsHeld)
            return PoolAnswer.Held;
        if (IsOver)
            return PoolAnswer.Never;
        var leases = await alive(cancellationToken);
        var living = standing.Others.Where(share => leases.Contains(share.Owner) || time.GetUtcNow() - share.At < ttl).Select(static share => share.Owner).ToHashSet(StringComparer.Ordinal);
        var gone = standing.Others.Aggregate(spent + wanted, (sum, share) => sum + share.Spent + (living.Contains(share.Owner) ? default : share.Held));
        return Grant.Holds(gone) && standing.Others.Any(share => share.Active > 0 && living.Contains(share.Owner)) ? PoolAnswer.Later : PoolAnswer.Never;
    }

    /// <summary>Ends when it may be worth asking again.</summary>
    public Task WaitAsync(Task settled, CancellationToken cancellationToken) => Task.WhenAny(settled, Task.Delay(poll, time, cancellationToken));

    private void Take(BudgetStanding standing, string own)
    {
        Grant = standing.Grant ?? new BudgetGrant(null, null, null);
        Elsewhere = standing.Others.Where(share => share.Owner != own).Aggregate(default(BudgetAmount), static (sum, share) => sum + share.Spent + share.Held);
    }

    /// <summary>A turn, which ends when it is disposed.</summary>
    /// <param name="held">What is given back.</param>
    internal readonly struct Turn(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}

/// <summary>What a pool says to a worker that wants to reserve.</summary>
internal enum PoolAnswer
{
    /// <summary>It is reserved.</summary>
    Held,

    /// <summary>It does not fit now, and may once others' calls have ended.</summary>
    Later,

    /// <summary>It does not fit any more.</summary>
    Never,

    /// <summary>Another budget is in force.</summary>
    Changed,
}
